namespace QuantumTrader.Infrastructure.Market;

/// <summary>One line of text to one row, each value checked on its own and against the others.</summary>
internal sealed class KlineRowParser(KlineColumns columns, KlinePlace place)
{
    // Bounds that no market comes near, so that sums and products stay exact in decimal.
    private const decimal PriceMax = 1e9m;
    private const decimal VolumeMax = 1e15m;
    private const decimal QuoteVolumeMax = 1e18m;

    private const long MillisecondsMin = 100_000_000_000; // 1973
    private const long MicrosecondsMin = 100_000_000_000_000; // 1973; in milliseconds it would be the year 5138
    private const long MicrosecondsMax = 100_000_000_000_000_000;

    private readonly bool _hasQuoteVolume = columns.Has(KlineField.QuoteVolume);

    public KlineRow Parse(ReadOnlySpan<byte> line)
    {
        var row = default(KlineRow);
        var rest = line;
        var count = 0;
        for (var more = true; more; count++)
        {
            var comma = rest.IndexOf((byte)',');
            more = comma >= 0;
            if (count < columns.Count)
            {
                ParseValue(ref row, columns[count], more ? rest[..comma] : rest);
            }

            rest = more ? rest[(comma + 1)..] : default;
        }

        if (count != columns.Count)
        {
            throw place.Fault($"{count} columns where {columns.Count} are expected: every row must have as many as the first.");
        }

        RequireBar(row);
        row.QuoteVolume = _hasQuoteVolume ? row.QuoteVolume : row.Volume * row.Close;
        return row;
    }

    private void ParseValue(ref KlineRow row, KlineField field, ReadOnlySpan<byte> text)
    {
        switch (field)
        {
            case KlineField.OpenTime: row.OpenUs = Time(field, text, lastOfBar: false); break;
            case KlineField.CloseTime: row.EndUs = Time(field, text, lastOfBar: true); break;
            case KlineField.Open: row.Open = PriceOf(field, text); break;
            case KlineField.High: row.High = PriceOf(field, text); break;
            case KlineField.Low: row.Low = PriceOf(field, text); break;
            case KlineField.Close: row.Close = PriceOf(field, text); break;
            case KlineField.Volume: row.Volume = Amount(field, text, VolumeMax); break;
            case KlineField.QuoteVolume: row.QuoteVolume = Amount(field, text, QuoteVolumeMax); break;
            default: break; // counts and taker volumes are not used, so they are not read
        }
    }

    /// <summary>
    /// open_time 1640991660000 and close_time 1640991719999 in milliseconds, or 1735689600000000 and 1735689659999999 in
    /// microseconds, as spot files have it since 2025. The close time is the last unit of the bar, so one is added.
    /// </summary>
    private long Time(KlineField field, ReadOnlySpan<byte> text, bool lastOfBar)
    {
        if (!KlineText.TryLong(text, out var value))
        {
            throw NotA("whole number of milliseconds", field, text);
        }

        var end = value + (lastOfBar && value % 10 == 9 ? 1 : 0);
        return value switch
        {
            >= MillisecondsMin and < MicrosecondsMin => end * 1000,
            >= MicrosecondsMin and < MicrosecondsMax => end,
            _ => throw place.Fault($"{KlineColumns.NameOf(field)} is {value}, which is no time in milliseconds or microseconds since 1970: convert the column."),
        };
    }

    private decimal PriceOf(KlineField field, ReadOnlySpan<byte> text) =>
        Number(field, text) is var value && value > 0m && value <= PriceMax
            ? value
            : throw place.Fault($"{KlineColumns.NameOf(field)} is {KlineText.Show(text)}: a price must be above 0 and at most {PriceMax}. Correct or delete the row.");

    private decimal Amount(KlineField field, ReadOnlySpan<byte> text, decimal max) =>
        Number(field, text) is var value && value >= 0m && value <= max
            ? value
            : throw place.Fault($"{KlineColumns.NameOf(field)} is {KlineText.Show(text)}: it must be 0 to {max}. Correct or delete the row.");

    private decimal Number(KlineField field, ReadOnlySpan<byte> text) =>
        KlineText.TryDecimal(text, out var value) ? value : throw NotA("number", field, text);

    private void RequireBar(in KlineRow row)
    {
        if (!(row.High >= row.Low))
        {
            throw place.Fault($"high {row.High} is below low {row.Low}: correct or delete the row, or check the order of the columns.");
        }

        if (!(row.Open >= row.Low && row.Open <= row.High))
        {
            throw place.Fault($"open {row.Open} is outside low {row.Low} to high {row.High}: correct or delete the row, or check the order of the columns.");
        }

        if (!(row.Close >= row.Low && row.Close <= row.High))
        {
            throw place.Fault($"close {row.Close} is outside low {row.Low} to high {row.High}: correct or delete the row, or check the order of the columns.");
        }
    }

    private KlineFileException NotA(string what, KlineField field, ReadOnlySpan<byte> text) =>
        place.Fault(text.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? $"{KlineColumns.NameOf(field)} holds bytes that are not text: this is not a CSV file of klines, or it is damaged."
            : $"{KlineColumns.NameOf(field)} is '{KlineText.Show(text)}', which is not a {what}: correct or delete the row.");
}
