namespace QuantumTrader.Domain.Market;

/// <summary>
/// Makes bars of a larger timeframe out of a feed's bars, aligned to the Unix epoch in UTC as venues do. A feed whose
/// interval is the timeframe or more passes through unchanged. The first bucket is left out unless its first bar was
/// seen, because half a bucket understates the range. A bucket with bars missing in it is still delivered, with what came.
/// </summary>
public sealed class CandleAggregator
{
    private readonly TimeSpan _timeframe;
    private Candle _bucket;
    private DateTimeOffset _bucketCloseUtc;
    private TimeSpan _interval; // the last one that was found to divide the timeframe
    private bool _hasBucket;
    private DateTimeOffset _lastCloseUtc = DateTimeOffset.MinValue;

    /// <param name="timeframe">Length of the bars to make; must be positive.</param>
    public CandleAggregator(TimeSpan timeframe)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeframe, TimeSpan.Zero);
        _timeframe = timeframe;
    }

    /// <summary>Bars that began before the one before them had closed; they are refused, because time cannot run back.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>
    /// Takes the next bar; true when it closed a larger one. A bucket whose last bar is missing is delivered by the next
    /// bar that comes. At most one larger bar is delivered per bar.
    /// </summary>
    /// <exception cref="ArgumentException">The bar's interval is not positive or does not divide the timeframe.</exception>
    public bool TryAdd(in Candle bar, out Candle closed)
    {
        closed = default;
        if (bar.OpenTimeUtc < _lastCloseUtc)
        {
            RefusedCount++;
            return false;
        }

        var closeUtc = bar.CloseTimeUtc;
        if (_hasBucket && bar.Interval == _interval && closeUtc < _bucketCloseUtc)
        {
            // Most bars: inside the bucket, of the interval that was looked at before.
            _bucket = Join(_bucket, bar);
            _lastCloseUtc = closeUtc;
            return false;
        }

        if (bar.Interval >= _timeframe)
        {
            _lastCloseUtc = closeUtc;
            closed = bar;
            return true;
        }

        RequireDivisor(bar.Interval);
        _lastCloseUtc = closeUtc;
        return Merge(bar, out closed);
    }

    private bool Merge(in Candle bar, out Candle closed)
    {
        var bucketOpen = Floor(bar.OpenTimeUtc);
        if (_hasBucket && _bucket.OpenTimeUtc == bucketOpen)
        {
            _bucket = Join(_bucket, bar);
            _hasBucket = bar.CloseTimeUtc < _bucket.CloseTimeUtc;
            closed = _hasBucket ? default : _bucket;
            return !_hasBucket;
        }

        // A bucket that is still here has lost its last bars. After it, or after a full one, a late beginning is a gap
        // in the feed; before the first one it is only that we came in the middle.
        var late = _hasBucket;
        closed = late ? _bucket : default;
        _hasBucket = late || _bucket.Interval > TimeSpan.Zero || bar.OpenTimeUtc == bucketOpen;
        _bucket = _hasBucket ? bar with { OpenTimeUtc = bucketOpen, Interval = _timeframe } : default;
        _bucketCloseUtc = bucketOpen + _timeframe;
        return late;
    }

    private static Candle Join(in Candle bucket, in Candle bar) => bucket with
    {
        High = bar.High > bucket.High ? bar.High : bucket.High,
        Low = bar.Low < bucket.Low ? bar.Low : bucket.Low,
        Close = bar.Close,
        Volume = bucket.Volume + bar.Volume,
        QuoteVolume = bucket.QuoteVolume + bar.QuoteVolume,
    };

    private DateTimeOffset Floor(DateTimeOffset time)
    {
        var sinceEpoch = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var intoBucket = ((sinceEpoch % _timeframe.Ticks) + _timeframe.Ticks) % _timeframe.Ticks;
        return time.AddTicks(-intoBucket);
    }

    private void RequireDivisor(TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero || _timeframe.Ticks % interval.Ticks != 0)
        {
            throw new ArgumentException($"Bars of {interval} do not fit into a timeframe of {_timeframe}: the interval must divide it.");
        }

        _interval = interval;
    }
}
