using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Commands;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The emergency stop without the app: the same engine on the same data directory, with no market and no screen.</summary>
public static class OfflineStop
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SaveLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstAnswerMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Latches, unless an emergency holds there already, and runs until the account is proved flat, at most two minutes, and then waits a little for a disk that has not saved the
    /// stop. The next start goes on from there, if it was saved; <see cref="EmergencyStatus.IsLatchDurable"/> says whether. Where another
    /// machine leads, the stop is first put into the shared policy and that leader is given the time of its lease, and a little more.
    /// </summary>
    public static async Task<EmergencyStatus> RunAsync(DataDirectoryLease lease, EmergencyLatch latch, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(AppConfiguration.Read());
        services.AddLogging();
        services.AddEngine(lease, time);
        await using var provider = services.BuildServiceProvider();
        var live = provider.GetRequiredService<LiveEngine>();
        using var stopping = new CancellationTokenSource();
        var pump = new Thread(() => live.Context.Run(stopping.Token)) { Name = "engine", IsBackground = true };
        pump.Start();
        using var heart = new EngineHeart(lease.Directory, time, NullLogger.Instance);
        try
        {
            await live.Context.InvokeAsync(() => BeginAsync(heart, stopping.Token));
            return await live.Context.InvokeAsync(() => StopAsync(live, provider, latch, time));
        }
        finally
        {
            await stopping.CancelAsync();
            pump.Join();
            heart.End();
        }
    }

    /// <summary>Begins to beat; the beating goes on beside the stop.</summary>
    private static Task BeginAsync(EngineHeart heart, CancellationToken stopping)
    {
        _ = heart.RunAsync(() => HeartbeatState.Stopping, stopping);
        return Task.CompletedTask;
    }

    private static async Task<EmergencyStatus> StopAsync(LiveEngine live, IServiceProvider provider, EmergencyLatch latch, TimeProvider time)
    {
        var engine = await live.OpenAsync();
        await YieldToLeaderAsync(engine, provider, latch, time);

        // The stop comes first: an account that cannot be reconciled must still be latched and closed.
        var isOurs = live.Held is null || live.Held.Latch.EmergencyId == latch.EmergencyId;
        var stopping = isOurs ? engine.Emergency.ActivateAsync(latch) : Task.CompletedTask;
        engine.Tasks.Own("start beside the stop", live.StartAsync());
        await stopping;
        var began = time.GetUtcNow();
        while (engine.Emergency.Record is { IsRunOver: false } && time.GetUtcNow() - began < Limit)
        {
            await Task.Delay(Look, time);
        }

        // With this process the stop would be gone, and the next start would trade: the disk gets a while more.
        for (began = time.GetUtcNow(); !engine.Emergency.Status.IsLatchDurable && time.GetUtcNow() - began < SaveLimit;)
        {
            await Task.Delay(Look, time);
        }

        if (engine.Emergency.Record is { IsRunOver: true })
        {
            await live.CloseAsync();
        }

        return engine.Emergency.Status;
    }

    /// <summary>Another machine leads and will do it, if it lives: two that close at once would only get in each other's way.</summary>
    private static async Task YieldToLeaderAsync(TradingEngine engine, IServiceProvider provider, EmergencyLatch latch, TimeProvider time)
    {
        if (!string.Equals(provider.GetRequiredService<IOptions<StoreOptions>>().Value.Provider, "Redis", StringComparison.OrdinalIgnoreCase) || !await IsLedElsewhereAsync(engine, provider, time))
        {
            return;
        }

        try
        {
            engine.Policy.Take(await engine.PolicyWriter.SetEmergencyModeAsync(latch).WaitAsync(SaveLimit, time));
        }
        catch (Exception e) when (e is PolicyUnavailableException or TimeoutException)
        {
            return; // The leader cannot hear of it, so there is nothing to wait for.
        }

        Console.Error.WriteLine($"Another process leads: {engine.Leadership.Lease.Holder}. The stop stands in the shared policy; this one closes what that leaves, after its lease.");
        var began = time.GetTimestamp();
        var lease = provider.GetRequiredService<IOptions<RedisOptions>>().Value.LeaseDuration + RedisLease.SettleReserve;
        while (engine.Leadership.Lease.State == LeaseState.Lost && time.GetElapsedTime(began) < lease)
        {
            await Task.Delay(Look, time);
        }
    }

    /// <summary>The process that had this directory is gone, whatever its lease still says.</summary>
    private static async Task<bool> IsLedElsewhereAsync(TradingEngine engine, IServiceProvider provider, TimeProvider time)
    {
        var lease = engine.Leadership.Lease;
        for (var began = time.GetTimestamp(); lease.State == LeaseState.Unproven && time.GetElapsedTime(began) < FirstAnswerMax;)
        {
            await Task.Delay(Look, time);
        }

        return lease.State == LeaseState.Lost && !RedisLease.IsOfJournal(lease.Holder, provider.GetRequiredService<EventBuffer>().JournalId);
    }
}
