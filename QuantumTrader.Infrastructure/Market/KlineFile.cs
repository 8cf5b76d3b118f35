using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// Reads the kline files that Binance publishes (data.binance.vision): CSV with or without a header, or the zip around it,
/// times in milliseconds or microseconds, any interval from 1m to 1d. The file streams through one buffer; only the bars
/// are kept.
/// </summary>
public static class KlineFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="KlineFileException">The file cannot be read, or something in it is not a sound kline.</exception>
    public static KlineSeries Read(string path, KlineReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var place = new KlinePlace(path);
        try
        {
            return Read(place, options ?? KlineReadOptions.Default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw place.FileFault($"cannot be read: {e.Message} Get the file again.", e);
        }
    }

    private static KlineSeries Read(KlinePlace place, KlineReadOptions options)
    {
        using var input = KlineInput.Open(place, options.BytesMax);
        var symbol = options.Symbol ?? SymbolOf(input.Name, place);
        var rows = new KlineCollector(options, place);
        ReadRows(new KlineLineReader(input.Text, place, options.BytesMax), rows, place);
        var candles = rows.TakeCandles();
        return new KlineSeries
        {
            File = place.File,
            Symbol = symbol,
            Interval = candles[0].Interval,
            Candles = candles,
            Report = rows.ToReport(),
        };
    }

    private static void ReadRows(KlineLineReader lines, KlineCollector rows, KlinePlace place)
    {
        if (!lines.TryRead(out var line))
        {
            throw place.FileFault("is empty: get the file again.");
        }

        line = line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        var hasHeader = KlineColumns.IsHeader(line);
        var columns = hasHeader ? KlineColumns.FromHeader(line, place) : KlineColumns.Published(line, place);
        var parser = new KlineRowParser(columns, place);
        if (!hasHeader)
        {
            rows.Add(parser.Parse(line));
        }

        var emptyLine = 0;
        while (lines.TryRead(out line))
        {
            if (line.IsEmpty)
            {
                emptyLine = place.Line;
                continue;
            }

            // Empty lines may end a file; between rows one means that something was lost.
            rows.Add(emptyLine == 0 ? parser.Parse(line) : throw place.Fault($"comes after the empty line {emptyLine}: delete that line, or get the file again."));
        }
    }

    /// <summary>BTCUSDT-1m-2022-01.csv is BTCUSDT.</summary>
    private static Symbol SymbolOf(string name, KlinePlace place)
    {
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Symbol.TryCreate(name[..dash], out var symbol)
            ? symbol
            : throw place.FileFault($"'{KlineText.Show(name)}' does not begin with a symbol and a dash (as BTCUSDT-1m-2022-01.csv does): rename it, or name the symbol with Market:Symbol (replay: --symbol).");
    }
}
