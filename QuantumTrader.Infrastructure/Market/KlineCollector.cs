using QuantumTrader.Domain.Market;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// Puts rows together to a series: one interval, ascending, on one grid. Missing bars are counted. A row that repeats the
/// one before it exactly is dropped and counted; one that repeats its time with other values is a fault, because nobody
/// can tell which of the two is true.
/// </summary>
internal sealed class KlineCollector(KlineReadOptions options, KlinePlace place)
{
    private readonly List<Candle> _candles = [];
    private readonly List<KlineGap> _gaps = [];
    private KlineRow _previous;
    private bool _previousKept;
    private int _rows;
    private int _outside;
    private int _duplicates;
    private int _gapCount;
    private long _missing;

    public void Add(in KlineRow row)
    {
        if (++_rows > options.RowsMax)
        {
            throw place.Fault($"more than {options.RowsMax} rows: split the file.");
        }

        if (_rows == 1 || row.Interval != _previous.Interval)
        {
            RequireFirstInterval(row);
        }

        if (_rows > 1 && row.OpenUs <= _previous.OpenUs)
        {
            RequireDuplicate(row);
            _duplicates++;
            return;
        }

        CountGap(row);
        Keep(row);
        _previous = row;
    }

    public Candle[] TakeCandles()
    {
        if (_rows == 0)
        {
            throw place.FileFault("holds no rows: name a file with klines in it.");
        }

        return _candles.Count > 0
            ? [.. _candles]
            : throw place.FileFault($"none of its {_rows} rows is in the asked time range; the last opens at {_previous.OpenTimeUtc:yyyy-MM-ddTHH:mm}Z. Widen the range.");
    }

    public KlineReport ToReport() => new()
    {
        Rows = _rows,
        OutsideRange = _outside,
        Duplicates = _duplicates,
        Gaps = _gapCount,
        MissingBars = _missing,
        FirstGaps = _gaps,
    };

    private void RequireFirstInterval(in KlineRow row)
    {
        if (_rows > 1)
        {
            throw place.Fault($"this bar lasts {row.Interval}, the one before it {_previous.Interval}: a file must hold one interval only.");
        }

        if (!KlineIntervals.Has(row.Interval))
        {
            throw place.Fault($"open_time to close_time is {row.Interval}, which is none of {KlineIntervals.Names}: check both columns, or use a file of one of these intervals.");
        }
    }

    private void RequireDuplicate(in KlineRow row)
    {
        if (row.OpenUs < _previous.OpenUs)
        {
            throw place.Fault($"opens at {row.OpenTimeUtc:yyyy-MM-ddTHH:mm:ss}Z, before the row above it: sort the file by open_time.");
        }

        if (row != _previous)
        {
            throw place.Fault($"repeats the open_time {row.OpenTimeUtc:yyyy-MM-ddTHH:mm:ss}Z of the row above it with other values: delete the wrong one.");
        }
    }

    private void CountGap(in KlineRow row)
    {
        if (_rows == 1)
        {
            return;
        }

        var interval = row.EndUs - row.OpenUs;
        var (bars, off) = Math.DivRem(row.OpenUs - _previous.OpenUs, interval);
        if (off != 0)
        {
            throw place.Fault($"opens at {row.OpenTimeUtc:yyyy-MM-ddTHH:mm:ss}Z, which is not a whole number of intervals after the row above it: check open_time.");
        }

        if (bars > 1 && _previousKept && IsInRange(row))
        {
            _gapCount++;
            _missing += bars - 1;
            if (_gaps.Count < KlineReport.GapsListedMax)
            {
                _gaps.Add(new KlineGap(KlineRow.TimeOf(_previous.EndUs), row.OpenTimeUtc, bars - 1));
            }
        }
    }

    private void Keep(in KlineRow row)
    {
        _previousKept = IsInRange(row);
        if (_previousKept)
        {
            _candles.Add(row.ToCandle());
        }
        else
        {
            _outside++;
        }
    }

    private bool IsInRange(in KlineRow row) =>
        !(row.OpenTimeUtc < options.From) && !(row.OpenTimeUtc >= options.To);
}
