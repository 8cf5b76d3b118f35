namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// One live step per bar of market time, a number of times as fast as the clock; a speed of 0 is as fast as they are
/// taken. A step that comes late is not made up for by a burst: the market simply ran slower for a while.
/// </summary>
internal sealed class MarketPace : IDisposable
{
    // A consumer that never waits would otherwise be called in one unbroken run and could not be stopped between.
    private const int StepsPerYield = 64;

    private readonly PeriodicTimer? _timer;
    private int _steps;

    public MarketPace(TimeSpan interval, double speed, TimeProvider time) =>
        _timer = speed > 0 ? new PeriodicTimer(Of(interval, speed), time) : null;

    public async ValueTask NextAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (_timer is not null)
        {
            await _timer.WaitForNextTickAsync(stopping);
        }
        else if (++_steps % StepsPerYield == 0)
        {
            await Task.Yield();
        }
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>NaN and negative speeds are refused; the period is at least the timer's one millisecond.</summary>
    public static double RequireSpeed(double speed) => speed >= 0 && speed <= MarketOptions.SpeedMax
        ? speed
        : throw new ArgumentOutOfRangeException(nameof(speed), speed, $"Speed must be 0 (as fast as possible) to {MarketOptions.SpeedMax}.");

    /// <summary>Between two steps by the clock; at a speed of 0 the least.</summary>
    public static TimeSpan Of(TimeSpan interval, double speed)
    {
        var period = speed > 0 ? interval / speed : TimeSpan.Zero;
        return period >= TimeSpan.FromMilliseconds(1) ? period : TimeSpan.FromMilliseconds(1);
    }
}
