using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// A fake venue plays a file's bars in the file's own time, at any speed, while its orders are of the wall clock's. So the market's time
/// is learnt from its newest bar and goes on from each that closes; the speed matters only in between.
/// </summary>
/// <param name="symbol">Whose newest bar is asked for.</param>
/// <param name="speed">Market seconds per clock second, above 0.</param>
public sealed class RehearsalBarClock(Symbol symbol, double speed, TimeProvider time) : IBarClock
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    private DateTimeOffset _market = DateTimeOffset.UnixEpoch;
    private long _at = time.GetTimestamp();

    /// <summary>Sees whether the speed is the venue's; null: nobody asks.</summary>
    internal PaceWatch? Watch { get; init; }

    public DateTimeOffset Now => _market + (time.GetElapsedTime(_at) * speed);

    public void OnClosed(DateTimeOffset closeUtc)
    {
        Watch?.OnClosed(closeUtc);
        if (closeUtc > _market)
        {
            Set(closeUtc);
        }
    }

    /// <summary>Until the venue tells a bar.</summary>
    public async Task BeginAsync(IBarHistory history, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(history);
        while (true)
        {
            if (await history.ReadAsync(symbol, fromUtc: null, 1, stopping) is { IsOk: true, Value: [.., var newest] })
            {
                Set(newest.OpenTimeUtc);
                return;
            }

            await Task.Delay(RetryEvery, time, stopping);
        }
    }

    private void Set(DateTimeOffset market) => (_market, _at) = (market, time.GetTimestamp());
}
