using Microsoft.Extensions.Time.Testing;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>Turns a test's clock while background work goes on.</summary>
internal static class Turn
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private const int PoolTurns = 12;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(2);

    /// <summary>In small steps, each of which lets the background come to rest, until something holds.</summary>
    public static Task UntilAsync(this FakeTimeProvider clock, Func<bool> condition, TimeSpan step, string what) =>
        Poll.UntilAsync(
            async () =>
            {
                if (condition())
                {
                    return true;
                }

                await SettleAsync();
                clock.Advance(step);
                return condition();
            },
            Limit,
            what);

    /// <summary>By so much in all, in small steps.</summary>
    public static async Task ByAsync(this FakeTimeProvider clock, TimeSpan whole, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < whole; passed += step)
        {
            await SettleAsync();
            clock.Advance(step);
        }
    }

    /// <summary>What a busy pool still has to do is done before time passes, or the test would let a deadline pass that the work had met.</summary>
    private static async Task SettleAsync()
    {
        await Task.Delay(Settle, TimeProvider.System, CancellationToken.None);
        for (var turn = 0; turn < PoolTurns; turn++)
        {
            await Task.Run(static () => { });
        }
    }
}
