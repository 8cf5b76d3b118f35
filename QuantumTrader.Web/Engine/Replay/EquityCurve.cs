using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Replay;

/// <summary>
/// Drawdown and Sharpe ratio over equity at bar closes, in constant memory. Returns are taken per UTC day, or per hour when
/// the whole span is under 30 days; Sharpe = mean / standard deviation x sqrt(buckets a year), risk-free rate 0
/// (W. F. Sharpe, "The Sharpe Ratio", 1994).
/// </summary>
public sealed class EquityCurve(TimeSpan bucket, TextWriter? log)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private decimal _peak;
    private decimal _low;
    private decimal _last;
    private decimal _bucketOpen;
    private long _bucketNumber = -1;
    private long _count;
    private double _mean;
    private double _squares;

    public decimal MaxDrawdown { get; private set; }

    public double? Sharpe
    {
        get
        {
            var deviation = _count > 1 ? Math.Sqrt(_squares / (_count - 1)) : 0;
            return _count >= 3 && deviation > 0 ? _mean / deviation * Math.Sqrt(Year / bucket) : null;
        }
    }

    public void Add(DateTimeOffset atUtc, Usd equity)
    {
        var value = equity.Value;
        if (value > _peak)
        {
            (_peak, _low) = (value, value);
        }
        else if (value < _low && _peak > 0m)
        {
            _low = value;
            MaxDrawdown = Math.Max(MaxDrawdown, (_peak - value) / _peak);
        }

        var number = atUtc.UtcTicks / bucket.Ticks;
        if (number != _bucketNumber)
        {
            Close(atUtc);
            (_bucketNumber, _bucketOpen) = (number, _count == 0 && _bucketOpen == 0m ? value : _last);
        }

        _last = value;
    }

    /// <summary>Takes the last, unfinished bucket in.</summary>
    public void Finish(DateTimeOffset atUtc) => Close(atUtc);

    private void Close(DateTimeOffset atUtc)
    {
        if (_bucketNumber < 0 || !(_bucketOpen > 0m))
        {
            return;
        }

        // Welford, 1962: mean and squared deviations in one pass.
        var change = (double)((_last / _bucketOpen) - 1m);
        _count++;
        var delta = change - _mean;
        _mean += delta / _count;
        _squares += delta * (change - _mean);
        log?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{atUtc:yyyy-MM-ddTHH:mm:ssZ},{_last}"));
    }
}
