using System.Text;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>Which column holds what: by the header's names when there is a header, else in the published order.</summary>
internal sealed class KlineColumns
{
    /// <summary>open_time to close_time; quote volume is worked out when it is missing.</summary>
    public const int CountMin = 7;
    public const int CountMax = 12;

    private static readonly Dictionary<string, KlineField> FieldsByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["opentime"] = KlineField.OpenTime,
        ["open"] = KlineField.Open,
        ["high"] = KlineField.High,
        ["low"] = KlineField.Low,
        ["close"] = KlineField.Close,
        ["volume"] = KlineField.Volume,
        ["closetime"] = KlineField.CloseTime,
        ["quotevolume"] = KlineField.QuoteVolume,
        ["quoteassetvolume"] = KlineField.QuoteVolume,
        ["count"] = KlineField.Count,
        ["trades"] = KlineField.Count,
        ["numberoftrades"] = KlineField.Count,
        ["takerbuyvolume"] = KlineField.TakerBuyVolume,
        ["takerbuybasevolume"] = KlineField.TakerBuyVolume,
        ["takerbuybaseassetvolume"] = KlineField.TakerBuyVolume,
        ["takerbuyquotevolume"] = KlineField.TakerBuyQuoteVolume,
        ["takerbuyquoteassetvolume"] = KlineField.TakerBuyQuoteVolume,
        ["ignore"] = KlineField.Ignore,
    };

    private readonly KlineField[] _fields;

    private KlineColumns(KlineField[] fields) => _fields = fields;

    public int Count => _fields.Length;

    public KlineField this[int column] => _fields[column];

    public bool Has(KlineField field) => Array.IndexOf(_fields, field) >= 0;

    /// <summary>A first line whose first character is neither a digit nor a sign is a header.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> line) =>
        line.Length > 0 && (line[0] is (byte)'"' or (byte)' ' || char.IsAsciiLetter((char)line[0]));

    public static KlineColumns FromHeader(ReadOnlySpan<byte> line, KlinePlace place)
    {
        var names = Encoding.UTF8.GetString(line).Split(',');
        var fields = Array.ConvertAll(names, name => FieldOf(name, place));
        if (fields.Distinct().Count() != fields.Length)
        {
            throw place.Fault("the header names a column twice: every column may be there once.");
        }

        for (var needed = KlineField.OpenTime; needed <= KlineField.CloseTime; needed++)
        {
            if (!fields.Contains(needed))
            {
                throw place.Fault($"the header has no column for {NameOf(needed)}: it needs open_time, open, high, low, close, volume and close_time.");
            }
        }

        return new KlineColumns(fields);
    }

    /// <summary>For a file without a header, from its first row.</summary>
    public static KlineColumns Published(ReadOnlySpan<byte> firstRow, KlinePlace place)
    {
        var count = firstRow.Count((byte)',') + 1;
        return count is >= CountMin and <= CountMax
            ? new KlineColumns([.. Enum.GetValues<KlineField>().Take(count)])
            : throw place.Fault($"{count} columns: a file without a header needs {CountMin} to {CountMax}, in the order open_time, open, high, low, close, volume, close_time, quote_volume, ...");
    }

    public static string NameOf(KlineField field) => field switch
    {
        KlineField.OpenTime => "open_time",
        KlineField.CloseTime => "close_time",
        KlineField.QuoteVolume => "quote_volume",
        _ => field.ToString().ToLowerInvariant(),
    };

    private static KlineField FieldOf(string name, KlinePlace place)
    {
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        return FieldsByName.TryGetValue(plain, out var field)
            ? field
            : throw place.Fault($"the header has a column '{KlineText.Show(name)}' that is not known, so the order of the columns is not either: use the exchange's names (open_time, open, high, low, close, volume, close_time, quote_volume, ...).");
    }
}
