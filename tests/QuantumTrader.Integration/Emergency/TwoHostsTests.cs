using System.Diagnostics;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Emergency;

/// <summary>The stop and its reset on two hosts that share an account, whichever of them is asked. Each has a paper account of its own.</summary>
public sealed class TwoHostsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(2);

    [RedisFact]
    public async Task Stop_AskedForOnTheHostThatStandsBy_StopsTheLeaderAndItsResetIsSeenByBoth()
    {
        await using var twins = await TwinHosts.TradingAsync();
        var (a, b) = (twins.A, twins.B);

        var stop = (await b.ActivateAsync("asked on the other host")).AssertDone();

        Assert.Contains("shared    yes", stop.Output, StringComparison.Ordinal);
        Assert.Contains("The host that leads, ", stop.Error, StringComparison.Ordinal);
        var (led, stood) = (await a.FlatAsync(), (await b.App!.StatusAsync())!);
        await EmptyOnDiskAsync(a);
        Assert.Equal((true, "asked on the other host", led.EmergencyId), (stood.Latched, led.Reason, stood.EmergencyId));
        Assert.NotEmpty(a.Certificate().Receipts);

        // The reset, where it leads; the other one follows, file and all.
        await a.ResetAsync();
        var watch = Stopwatch.StartNew();
        await b.App.StatusUntilAsync(s => !s.Latched, "B follows the reset");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, SeenWithin);
        await Poll.UntilAsync(() => b.LatchFile() is LatchFileRead.Clear, SeenWithin, "B's latch file is clear");
        await a.HoldsPositionAsync();

        await AskedWithoutItsAppAsync(a, b);
    }

    /// <summary>The app of the host that stands by is down: the command waits for the leader's word. Then its old latch file meets a reset that it slept through.</summary>
    private static async Task AskedWithoutItsAppAsync(TwinHost a, TwinHost b)
    {
        await b.TerminateAsync();
        var stop = (await b.ActivateAsync("the app is down here")).AssertDone();

        Assert.Contains("Another process leads", stop.Error, StringComparison.Ordinal);
        Assert.Contains("says that it is Flat", stop.Error, StringComparison.Ordinal);
        await EmptyOnDiskAsync(a);
        var stopped = await a.FlatAsync();
        Assert.Equal("the app is down here", stopped.Reason);
        Assert.True(b.LatchFile() is LatchFileRead.Latched { Record.Latch.EmergencyId: var id } && id == stopped.EmergencyId);

        await a.ResetAsync();
        await b.StartAsync();
        Assert.False(await b.IsLatchedAsync(), "The old file revived the emergency on its own host.");
        await b.StandsByAsync();
        Assert.True(b.LatchFile() is LatchFileRead.Clear);
        Assert.False(await a.IsLatchedAsync(), "The old file revived the emergency on the other host.");
    }

    [RedisFact]
    public async Task Stop_LeaderHangs_SaysWhatIsNotProvedAndTheLeaderWakesUpStopped()
    {
        await using var twins = await TwinHosts.TradingAsync();
        var (a, b) = (twins.A, twins.B);
        await b.TerminateAsync();
        await HangWithAPositionAsync(a);
        var at = a.LastSequence();

        var watch = Stopwatch.StartNew();
        var stop = await b.ActivateAsync("the leader hangs");

        stop.AssertFailed(1);
        Assert.Contains("stands in the shared policy", stop.Error, StringComparison.Ordinal);
        Assert.Contains("Not proved: the paper account of the host that led", stop.Error, StringComparison.Ordinal);
        Assert.Contains("it did not answer", stop.Error, StringComparison.Ordinal);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(1), "It did not wait for the lease.");
        Assert.Equal(0, await b.PositionsAsync());
        Assert.NotEqual(0, await a.PositionsAsync()); // the very thing that was not claimed

        await a.SignalAsync("CONT");
        await a.App!.StatusUntilAsync(s => s is { Latched: true, Reason: "the leader hangs" }, "A finds itself stopped");
        await a.FlatAsync(); // nobody else leads any more: its own account is its own to close
        await EmptyOnDiskAsync(a);
        Assert.DoesNotContain(a.EventsAfter(at, "order.accepted"), line => line.Contains("\"Entry\"", StringComparison.Ordinal));
    }

    private static Task EmptyOnDiskAsync(TwinHost host) =>
        Poll.UntilAsync(async () => await host.PositionsAsync() == 0, TimeSpan.FromSeconds(10), "its account is empty on the disk too");

    /// <summary>The account's file follows the engine by a moment, and a position may end in that moment.</summary>
    private static async Task HangWithAPositionAsync(TwinHost host)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            await host.HoldsPositionAsync();
            await host.SignalAsync("STOP");
            if (await host.PositionsAsync() > 0)
            {
                return;
            }

            await host.SignalAsync("CONT");
        }

        Assert.Fail("It never stood still with a position on its disk.");
    }

    [RedisFact]
    public async Task Stop_LeaderIsKilledInTheMiddle_TheOtherTakesOverStoppedAndRunsItToTheEnd()
    {
        await using var twins = await TwinHosts.TradingAsync();
        var (a, b) = (twins.A, twins.B);

        var asked = b.ActivateAsync("and then it dies");
        await b.App!.StatusUntilAsync(s => s is { Latched: true, IsShared: true }, "the stop is in the policy");
        await a.KillAsync();
        await asked;

        await b.LeadsAsync();
        var status = await b.FlatAsync();
        Assert.Equal("and then it dies", status.Reason);
        Assert.Null(status.LedBy);
        Assert.Contains("sound", (await b.EssAsync("verify", "last")).AssertDone().Output, StringComparison.Ordinal);

        await a.StartAsync(); // with its own latch file, or none
        await a.StandsByAsync();
        Assert.Equal(status.EmergencyId, (await a.App!.StatusUntilAsync(s => s.Latched, "A is stopped")).EmergencyId);
    }
}
