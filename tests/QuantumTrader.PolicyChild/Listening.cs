using System.Diagnostics;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.PolicyChild;

/// <summary>What of the engine has to do with the policy, on a scheduler of its own: the push, and the poll beside it. The time stamps are the machine's, so that another process can compare them.</summary>
internal static class Listening
{
    public static async Task RunAsync(ChildStore store)
    {
        using var context = new EngineContext();
        using var stopping = new CancellationTokenSource();
        var pump = new Thread(() => context.Run(stopping.Token)) { IsBackground = true };
        pump.Start();
        var cache = new PolicyCache(store.Policy, TimeProvider.System) { Changed = (_, policy) => Say(policy) };
        using var listener = new PolicyListener(store.Changes, context, version => version > (cache.Stored?.Version ?? 0), cache.RefreshAsync);
        await context.InvokeAsync(() => PollAsync(cache)); // until it is killed
    }

    private static void Say(TradingPolicy policy) => Console.WriteLine($"{policy.Version} {Stopwatch.GetTimestamp()} {policy.EmergencyMode}");

    private static async Task PollAsync(PolicyCache cache)
    {
        while (true)
        {
            await cache.RefreshAsync();
            await Task.Delay(new PolicyOptions().PollInterval, TimeProvider.System);
        }
    }
}
