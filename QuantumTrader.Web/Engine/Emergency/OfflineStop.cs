using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Commands;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The emergency stop without the app: the same engine on the same data directory, with no market and no screen.</summary>
public static class OfflineStop
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SaveLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstAnswerMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShareLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LeaderLook = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Latches, unless an emergency holds there already, and runs until the account is proved flat, at most two minutes, and then waits a little for a disk that has not saved the
    /// stop. The next start goes on from there, if it was saved; <see cref="EmergencyStatus.IsLatchDurable"/> says whether. Where another
    /// machine leads, the stop is first put into the shared policy and that leader is given the time of its lease, and a little more, or until
    /// it says that it is flat.
    /// </summary>
    public static async Task<OfflineOutcome> RunAsync(DataDirectoryLease lease, EmergencyLatch latch, TimeProvider time)
    {
        var services = new ServiceCollection();
        var configuration = AppConfiguration.Read();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddRedisOptions(StoreChoice.IsRedis(configuration)).AddEngine(lease, time);
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

    private static async Task<OfflineOutcome> StopAsync(LiveEngine live, IServiceProvider provider, EmergencyLatch latch, TimeProvider time)
    {
        using var ended = new CancellationTokenSource();
        _ = TellAsync(live, provider, time, ended.Token);
        try
        {
            return await StopHereAsync(live, provider, latch, time);
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    /// <summary>A venue that does not answer must not look like a command that hangs.</summary>
    private static async Task TellAsync(LiveEngine live, IServiceProvider provider, TimeProvider time, CancellationToken ended)
    {
        for (var began = time.GetTimestamp(); !ended.IsCancellationRequested;)
        {
            await Task.Delay(TellEvery, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!ended.IsCancellationRequested)
            {
                var state = live.Engine?.Emergency.Record?.RunState.ToString() ?? "the venue is asked";
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Still stopping {live.Settings.VenueName} after {time.GetElapsedTime(began).TotalSeconds:0} s: {state}. {provider.GetRequiredService<ILiveVenue>().Objection}").TrimEnd());
            }
        }
    }

    private static async Task<OfflineOutcome> StopHereAsync(LiveEngine live, IServiceProvider provider, EmergencyLatch latch, TimeProvider time)
    {
        var engine = await live.OpenAsync(marksVenue: false);
        var elsewhere = await YieldToLeaderAsync(live, provider, latch, time);

        // The stop comes first: an account that cannot be reconciled must still be latched and closed. What an old file says, and nobody
        // confirms, may have been reset elsewhere since: then this one holds under its own id, and the shared policy has the last word.
        var isOurs = live.Held is null || live.Held.Latch.EmergencyId == latch.EmergencyId || !live.IsHeldConfirmed;
        var stopping = isOurs ? engine.Emergency.ActivateAsync(latch) : Task.CompletedTask;
        engine.Tasks.Own("start beside the stop", live.StartAsync(adopts: !isOurs));
        await stopping;
        await UntilAsync(() => engine.Emergency.Record is not { IsRunOver: false }, Limit, time);

        // With this process the stop would be gone, and the next start would trade: the disk gets a while more, and so does the shared policy.
        await UntilAsync(() => engine.Emergency.Status.IsLatchDurable, SaveLimit, time);
        await UntilAsync(() => engine.Emergency.Status.IsShared != false, ShareLimit, time);
        var status = engine.Emergency.Status;
        elsewhere = elsewhere is null ? null : await LastWordAsync(live, elsewhere, status);
        if (engine.Emergency.Record is { IsRunOver: true })
        {
            await live.CloseAsync();
        }

        return new OfflineOutcome(status, elsewhere);
    }

    private static async Task UntilAsync(Func<bool> condition, TimeSpan limit, TimeProvider time)
    {
        for (var began = time.GetTimestamp(); !condition() && time.GetElapsedTime(began) < limit;)
        {
            await Task.Delay(Look, time);
        }
    }

    /// <summary>Another machine leads and will do it, if it lives: two that close at once would only get in each other's way. Null: none does, or did.</summary>
    private static async Task<LeaderElsewhere?> YieldToLeaderAsync(LiveEngine live, IServiceProvider provider, EmergencyLatch latch, TimeProvider time)
    {
        var engine = live.Engine!;
        if (!engine.Emergency.SharesPolicy || await LeaderAsync(live, provider, time) is not { } leader)
        {
            return null;
        }

        Guid emergencyId;
        try
        {
            var policy = await engine.PolicyWriter.SetEmergencyModeAsync(latch).WaitAsync(SaveLimit, time);
            engine.Policy.Take(policy);
            emergencyId = policy.EmergencyId ?? latch.EmergencyId;
        }
        catch (Exception e) when (e is PolicyUnavailableException or TimeoutException)
        {
            return leader; // It cannot hear of it, so there is nothing to wait for.
        }

        Console.Error.WriteLine($"Another process {(leader.JournalId is null ? "leads" : "led")}: {leader.Name}. The stop stands in the shared policy; this one closes what that leaves, after its lease.");
        var limit = provider.GetRequiredService<IOptions<RedisOptions>>().Value.LeaseDuration + RedisLease.SettleReserve;
        for (var began = time.GetTimestamp(); engine.Leadership.Lease.State == LeaseState.Lost && !leader.IsDone && time.GetElapsedTime(began) < limit;)
        {
            leader = leader with { Reports = await live.LeaderReportsAsync(emergencyId) };
            await Task.Delay(LeaderLook, time);
        }

        return leader;
    }

    /// <summary>The lease names a holder no more once this process took it; then what that one said before is its last word.</summary>
    private static async Task<LeaderElsewhere> LastWordAsync(LiveEngine live, LeaderElsewhere leader, EmergencyStatus status) =>
        !leader.IsDone && status.EmergencyId is { } id && (leader.JournalId is not null || status.LedBy == leader.Name)
            ? leader with { Reports = await live.LeaderReportsAsync(id, leader.JournalId) }
            : leader;

    /// <summary>Whoever leads, or led until its lease ran out without a word: a process that hangs for longer than that.</summary>
    private static async Task<LeaderElsewhere?> LeaderAsync(LiveEngine live, IServiceProvider provider, TimeProvider time)
    {
        var isPaper = live.Settings.Environment == TradingEnvironment.Paper;
        if (await IsLedElsewhereAsync(live.Engine!, provider, time))
        {
            return new LeaderElsewhere(live.Engine!.Leadership.Lease.Holder, isPaper);
        }

        return await live.UnsettledLeaderAsync() is { } journal ? new LeaderElsewhere($"the data directory with journal {journal[..Math.Min(8, journal.Length)]}", isPaper) { JournalId = journal } : null;
    }

    /// <summary>The process that had this directory is gone, whatever its lease still says.</summary>
    private static async Task<bool> IsLedElsewhereAsync(TradingEngine engine, IServiceProvider provider, TimeProvider time)
    {
        var lease = engine.Leadership.Lease;
        await UntilAsync(() => lease.State != LeaseState.Unproven, FirstAnswerMax, time);
        return lease.State == LeaseState.Lost && !RedisLease.IsOfJournal(lease.Holder, provider.GetRequiredService<EventBuffer>().JournalId);
    }
}
