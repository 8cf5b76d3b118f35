using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Emergency;

/// <summary>The stop on two hosts while their store is away, hangs, or is out of reach for one of them.</summary>
public sealed class TwoHostsWithoutStoreTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The store hangs until after it: whoever waited for it would never send. Stops stay until their position reads zero, so they go last.</summary>
    private static readonly TimeSpan SentWithin = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AllSentWithin = TimeSpan.FromSeconds(5);

    [RedisFact]
    public async Task Stop_StoreHangs_SendsAsSoonAsEverAndReachesTheOtherHostLater()
    {
        await using var twins = await TwinHosts.TradingAsync();
        var (a, b) = (twins.A, twins.B);
        var at = a.LastSequence();
        twins.Redis.Pause();
        await a.UntilAsync(() => Task.FromResult(a.EventsAfter(at, "order.denied").Any(l => l.Contains("POLICY_STALE", StringComparison.Ordinal))), "an entry is denied because the policy is old");

        var stop = (await a.ActivateAsync("the store hangs")).AssertDone();

        Assert.Contains("shared    NO", stop.Output, StringComparison.Ordinal);
        await a.FlatAsync();
        var certificate = a.Certificate();
        Assert.NotEmpty(certificate.Receipts);
        Assert.All(certificate.Receipts, r => Assert.InRange(r.SentAtUtc!.Value - certificate.Times.GateClosedAtUtc!.Value, TimeSpan.Zero, r.Kind == ReceiptKind.CancelConditional ? AllSentWithin : SentWithin));
        Assert.False(await b.IsLatchedAsync()); // it cannot know yet

        twins.Redis.Resume();
        var told = await b.App!.StatusUntilAsync(s => s.Latched, "B is stopped once the store is back");
        Assert.Equal(certificate.EmergencyId, told.EmergencyId);
    }

    [RedisFact]
    public async Task Stop_StoreAwayAndAskedOnTheHostThatStandsBy_SaysThatTheLeaderDoesNotKnowAndTellsItLater()
    {
        await using var twins = await TwinHosts.TradingAsync();
        var (a, b) = (twins.A, twins.B);
        twins.Redis.Kill();

        var stop = await b.ActivateAsync("asked in the dark");

        stop.AssertFailed(1);
        Assert.Contains("could not be told", stop.Error, StringComparison.Ordinal);
        Assert.True(await b.IsLatchedAsync());
        Assert.False(await a.IsLatchedAsync());

        await twins.Redis.StartAgainAsync();
        var stopped = await a.App!.StatusUntilAsync(s => s.Latched, "A is stopped once the store is back"); // whichever of them leads then
        Assert.Equal("asked in the dark", stopped.Reason);
        Assert.Equal(stopped.EmergencyId, (await b.App!.StatusAsync())!.EmergencyId);
    }

    [RedisFact]
    public async Task OldEmergency_OfAHostThatWasCutOff_IsNotRevivedByItButANewRequestThereIsHeard()
    {
        await using var twins = await TwinHosts.TradingAsync();
        var (a, b) = (twins.A, twins.B);
        (await a.ActivateAsync("the first")).AssertDone();
        var first = (await a.FlatAsync()).EmergencyId;
        await b.App!.StatusUntilAsync(s => s.EmergencyId == first, "B is stopped too");
        await Poll.UntilAsync(() => b.LatchFile() is LatchFileRead.Latched, Limit, "B's file has it");
        await b.KillAsync();
        await ResetAndStopAndResetAsync(a, "the second");

        // It starts out of reach, with a file of an emergency before the last.
        twins.CutB();
        await b.StartAsync();
        Assert.Equal(first, (await b.App!.StatusAsync())!.EmergencyId);
        twins.MendB();
        await b.App.StatusUntilAsync(s => !s.Latched, "B learns of the reset");
        await b.StandsByAsync();
        Assert.False(await a.IsLatchedAsync(), "The old file revived the emergency.");
        Assert.DoesNotContain(await HistoryAsync(twins), p => p.EmergencyId == first && p.Version > 3);

        await AskedAgainWhileCutOffAsync(twins);
    }

    /// <summary>B still holds an emergency that was reset without its knowledge when somebody asks it to stop: that is a new one.</summary>
    private static async Task AskedAgainWhileCutOffAsync(TwinHosts twins)
    {
        var (a, b) = (twins.A, twins.B);
        (await a.ActivateAsync("the third")).AssertDone();
        var third = (await a.FlatAsync()).EmergencyId;
        await b.App!.StatusUntilAsync(s => s.EmergencyId == third, "B is stopped too");
        twins.CutB();
        await a.ResetAsync();
        var stop = await b.ActivateAsync("asked while it was cut off");

        stop.AssertFailed(1);
        twins.MendB();
        var stopped = await a.FlatAsync();
        Assert.Equal("asked while it was cut off", stopped.Reason);
        Assert.NotEqual(third, stopped.EmergencyId);
        Assert.Equal(stopped.EmergencyId, (await b.App.StatusAsync())!.EmergencyId);
    }

    private static async Task ResetAndStopAndResetAsync(TwinHost a, string reason)
    {
        await a.ResetAsync();
        (await a.ActivateAsync(reason)).AssertDone();
        await a.App!.StatusUntilAsync(s => s is { RunState: EmergencyRunState.Flat } && s.Reason == reason, "A is flat again");
        await a.ResetAsync();
    }

    private static async Task<IReadOnlyList<Domain.Policy.TradingPolicy>> HistoryAsync(TwinHosts twins)
    {
        await using var link = await Links.OpenReadyAsync(twins.Redis.ConnectionString);
        return await new RedisPolicyStore(link, new FakeLease()).ReadHistoryAsync(100, CancellationToken.None);
    }
}
