using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// Warns once when a rehearsal's bars come at another pace than <c>Market:Speed</c>, on which the ages of data and bars are judged. Only
/// bars that follow each other are measured: a file's gap or a lost connection begins anew.
/// </summary>
/// <param name="interval">Of a bar, in market time.</param>
/// <param name="speed">Market seconds per clock second that were configured, above 0.</param>
internal sealed class PaceWatch(TimeSpan interval, double speed, TimeProvider time, ILogger log)
{
    private const int BarsMin = 3;
    private const double FactorMax = 2; // either way; a busy machine is late, not twice as slow for seconds
    private static readonly TimeSpan SpanMin = TimeSpan.FromSeconds(3);
    private DateTimeOffset? _newest;
    private long _since;
    private int _bars;
    private bool _isTold;

    /// <summary>A bar closed, of any symbol.</summary>
    public void OnClosed(DateTimeOffset closeUtc)
    {
        if (_isTold || closeUtc <= _newest)
        {
            return;
        }

        if (closeUtc - _newest != interval)
        {
            Begin(closeUtc);
            return;
        }

        (_newest, _bars) = (closeUtc, _bars + 1);
        if (_bars >= BarsMin && time.GetElapsedTime(_since) is var took && took >= SpanMin)
        {
            Judge(interval * _bars / took);
            Begin(closeUtc);
        }
    }

    private void Begin(DateTimeOffset closeUtc) => (_newest, _since, _bars) = (closeUtc, time.GetTimestamp(), 0);

    private void Judge(double seen)
    {
        if (seen > speed * FactorMax || seen < speed / FactorMax)
        {
            _isTold = true;
            log.PaceUnlike(Math.Round(seen, seen < 10 ? 1 : 0), speed);
        }
    }
}
