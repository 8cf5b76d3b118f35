using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>What the recorder kept, read back: the bars of one symbol over several days, and the marks between them.</summary>
public sealed class RecordedDays
{
    private readonly string _candles;
    private readonly string _marks;
    private readonly List<DayFileName> _days;

    /// <param name="folder">The recorder's: <c>market</c> in a data directory.</param>
    /// <param name="symbol">Null takes the one that was recorded; with several it has to be named.</param>
    /// <exception cref="KlineFileException">There is no recording, or not of this symbol.</exception>
    public RecordedDays(string folder, Symbol? symbol)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Folder = folder;
        (_candles, _marks) = (RecordedFolders.PathOf(folder, RecordedKind.Candles), RecordedFolders.PathOf(folder, RecordedKind.Marks));
        var all = FilesIn(_candles);
        var symbols = all.Select(f => f.Symbol).Distinct().ToList();
        Symbol = symbol ?? (symbols.Count == 1 ? symbols[0] : throw Fault(symbols.Count == 0
            ? "holds no recording: name a kline file, or the folder 'market' of a data directory that traded on Market:Source Exchange."
            : $"holds {symbols.Count} symbols: name one with --symbol, such as {symbols[0]}."));
        _days = all.FindAll(f => f.Symbol == Symbol);
        if (_days.Count == 0)
        {
            throw Fault($"holds no bars of {Symbol}: there are {(symbols.Count == 0 ? "none" : string.Join(", ", symbols))}.");
        }
    }

    public string Folder { get; }

    public Symbol Symbol { get; }

    /// <summary>The bars that open in the span, and those right before it that warm the indicators up: as many as are there, at most so many as asked.</summary>
    /// <exception cref="KlineFileException">A file is damaged, or the span holds no bar.</exception>
    public (KlineSeries Series, Candle[] Before) Read(DateTimeOffset? from, DateTimeOffset? to, int warmUpMax)
    {
        var (before, inside) = (new List<Candle>(), new List<Candle>());
        foreach (var day in _days.Where(d => !(StartOf(d.Day) >= to)))
        {
            foreach (var candle in KlineFile.Read(Path.Combine(_candles, day.ToString())).Candles)
            {
                (candle.OpenTimeUtc < from ? before : inside).Add(candle);
            }
        }

        inside.RemoveAll(c => c.OpenTimeUtc >= to);
        if (inside.Count == 0)
        {
            throw Fault($"holds no bars of {Symbol} in the asked span: recorded are {_days[0].Day:yyyy-MM-dd} to {_days[^1].Day:yyyy-MM-dd}.");
        }

        var bars = inside.ToArray();
        return (new KlineSeries { File = Folder, Symbol = Symbol, Interval = bars[0].Interval, Candles = bars, Report = ReportOn(bars) }, [.. before.TakeLast(warmUpMax)]);
    }

    /// <summary>A symbol's marks of the span in order of time, each as the last one of its second; a day is read when it is asked for. Empty where none were recorded.</summary>
    /// <exception cref="KlineFileException">A file is damaged.</exception>
    public IEnumerable<MarkReading> Marks(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var day in FilesIn(_marks).Where(d => d.Symbol == Symbol && StartOf(d.Day) < to && StartOf(d.Day.AddDays(1)) > from))
        {
            foreach (var second in KlineFile.Read(Path.Combine(_marks, day.ToString())).Candles)
            {
                if (second.OpenTimeUtc >= from && second.OpenTimeUtc < to)
                {
                    yield return new MarkReading(Symbol, second.Close, second.OpenTimeUtc);
                }
            }
        }
    }

    /// <summary>Each day once, in order: after a crash while it was packed both files are there, and the packed one is whole.</summary>
    private static List<DayFileName> FilesIn(string folder)
    {
        var files = new SortedDictionary<(string Symbol, DateOnly Day), DayFileName>();
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            if (DayFileName.TryParse(Path.GetFileName(path), out var file) && (file.IsPacked || !files.ContainsKey((file.Symbol.Value, file.Day))))
            {
                files[(file.Symbol.Value, file.Day)] = file;
            }
        }

        return [.. files.Values];
    }

    private KlineReport ReportOn(Candle[] bars)
    {
        var gaps = new List<KlineGap>();
        var (count, missing) = (0, 0L);
        for (var i = 1; i < bars.Length; i++)
        {
            if (bars[i].Interval != bars[0].Interval)
            {
                throw Fault($"holds bars of {bars[0].Interval} and of {bars[i].Interval}: ask for a span with one of them, with --from and --to.");
            }

            if (bars[i].OpenTimeUtc > bars[i - 1].CloseTimeUtc)
            {
                var absent = (bars[i].OpenTimeUtc - bars[i - 1].CloseTimeUtc) / bars[0].Interval;
                count++;
                missing += (long)absent;
                gaps.Add(new KlineGap(bars[i - 1].CloseTimeUtc, bars[i].OpenTimeUtc, (long)absent));
            }
        }

        return new KlineReport { Rows = bars.Length, OutsideRange = 0, Duplicates = 0, Gaps = count, MissingBars = missing, FirstGaps = [.. gaps.Take(KlineReport.GapsListedMax)] };
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private KlineFileException Fault(string message) => new(Folder, 0, message);
}
