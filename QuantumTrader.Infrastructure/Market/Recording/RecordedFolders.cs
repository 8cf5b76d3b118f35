using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>The open files of all symbols. Used by one thread at a time.</summary>
internal sealed class RecordedFolders(IDisk disk, string folder, int retentionDays) : IDisposable
{
    private readonly DayArchive _candles = new(disk, PathOf(folder, RecordedKind.Candles), retentionDays);
    private readonly DayArchive _marks = new(disk, PathOf(folder, RecordedKind.Marks), retentionDays);
    private readonly Dictionary<(RecordedKind Kind, Symbol Symbol), DaySeries> _series = []; // two a symbol
    private int _waiting;

    public static string PathOf(string folder, RecordedKind kind) => Path.Combine(folder, kind == RecordedKind.Candles ? "candles" : "marks");

    public void Add(RecordedKind kind, Symbol symbol, in Candle candle)
    {
        if (!_series.TryGetValue((kind, symbol), out var series))
        {
            _series.Add((kind, symbol), series = new DaySeries(disk, kind == RecordedKind.Candles ? _candles : _marks, symbol));
        }

        _waiting += series.Add(in candle) ? 1 : 0;
    }

    /// <summary>How many rows reached their files.</summary>
    public int Save()
    {
        var written = 0;
        foreach (var series in _series.Values)
        {
            written += series.Save();
        }

        _waiting = 0;
        return written;
    }

    /// <summary>Closes everything, so that each file is looked at before more is added; how many rows went with it at most.</summary>
    public int Abandon()
    {
        var lost = _waiting;
        _waiting = 0;
        Dispose();
        return lost;
    }

    public void Dispose()
    {
        foreach (var series in _series.Values)
        {
            series.Dispose();
        }
    }
}
