using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>Measures the venue's clock: now and then, and when the venue says that our time stamps are off. Safe from any thread.</summary>
public sealed class ClockSync(IBinanceMarketApi api, ServerClock clock, TimeProvider time, TimeSpan interval)
{
    private const int Samples = 3; // the one with the shortest way is the best
    private readonly Lock _gate = new();
    private Task<bool>? _running;

    public ServerClock Clock => clock;

    /// <summary>Who asks while a measurement is under way, waits for that one. False: the venue did not tell.</summary>
    public Task<bool> SyncAsync(CancellationToken stopping)
    {
        lock (_gate)
        {
            return _running is { IsCompleted: false } running ? running : _running = MeasureAsync(stopping);
        }
    }

    /// <summary>Until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            _ = await SyncAsync(stopping).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false));
    }

    private async Task<bool> MeasureAsync(CancellationToken stopping)
    {
        (long Sent, long Received, long Server)? best = null;
        for (var i = 0; i < Samples; i++)
        {
            var sent = time.GetTimestamp();
            if (!(await api.GetTimeAsync(stopping).ConfigureAwait(false)).TryGet(out var answer))
            {
                break;
            }

            var received = time.GetTimestamp();
            best = best is { } b && b.Received - b.Sent <= received - sent ? b : (sent, received, answer.ServerTime);
        }

        return best is { } found && clock.Adopt(found.Sent, found.Received, found.Server);
    }
}
