using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>The journal holds each stop once, whatever kept it from being written at its time.</summary>
public sealed class StopJournalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
    private readonly SeededIds _ids = new(5);

    [Fact]
    public void Journal_RefusesTheStop_HasItLateOnceBeforeItsCertificate()
    {
        using var bench = EngineBench.Started();
        bench.Journal.Fault = Fault.Fails;
        var record = bench.StopAndFlatten();
        bench.Pass(Long);
        Assert.Empty(Journaled(bench));
        Assert.Single(bench.Of<EmergencyStopped>()); // while the journal says that it refuses, nobody is told again and again
        Assert.False(bench.Record!.IsStopJournaled);

        bench.Journal.Fault = Fault.None;
        bench.Until(() => bench.Archive.ReadCertificate(record.RunName) is not null, "it was certified");
        bench.Pass(Long);

        var late = Assert.Single(Journaled(bench));
        Assert.Equal((record.Latch.ActivatedAtUtc, record.Latch.Reason, "tester"), (late.AtUtc, late.Reason, late.ActivatedBy));
        Assert.True(late.RecordedLateAtUtc >= record.Latch.ActivatedAtUtc + Long);
        var order = bench.Journal.ReadAfter(0).Select(j => j.Event).Where(e => e is EmergencyStopped or EmergencyCertified).Select(e => e.GetType());
        Assert.Equal([typeof(EmergencyStopped), typeof(EmergencyCertified)], order);
        Assert.True(Saved(bench).IsStopJournaled);
    }

    [Fact]
    public void Journal_TakesTheStop_HasItUnmarked()
    {
        using var bench = EngineBench.Started();
        bench.StopAndFlatten();

        Assert.Null(Assert.Single(Journaled(bench)).RecordedLateAtUtc);
        Assert.True(Saved(bench).IsStopJournaled);
    }

    [Fact]
    public void Start_TheJournalLacksTheStop_WritesItLateAndTheNextStartDoesNot()
    {
        using var killed = EngineBench.Started();
        killed.Venue.Hold(EngineBench.Btc, 0.5m);
        killed.Journal.Fault = Fault.Fails;
        killed.Stop();
        var left = Saved(killed);
        killed.Journal.Fault = Fault.None;

        using var next = Resumed(killed, left);
        var late = Assert.Single(Journaled(next));
        Assert.Equal((left.Latch.ActivatedAtUtc, true), (late.AtUtc, late.RecordedLateAtUtc is not null));

        using var third = Resumed(next, Saved(next));
        using var fourth = Resumed(third, left); // as if that had not been saved
        Assert.Single(Journaled(fourth));
    }

    [Fact]
    public void Start_TheProcessDiedBetweenJournalAndLatch_FindsTheStopInTheJournal()
    {
        using var killed = EngineBench.Started();
        killed.Venue.Hold(EngineBench.Btc, 0.5m);
        killed.Stop();

        using var next = Resumed(killed, killed.Latches.Saves[0]);

        Assert.False(killed.Latches.Saves[0].IsStopJournaled);
        Assert.Null(Assert.Single(Journaled(next)).RecordedLateAtUtc);
    }

    [Theory]
    [InlineData(true, 0)] // another host has it in its own
    [InlineData(false, 1)]
    public void Start_TheStopIsKnownFromThePolicyAlone_IsJournaledWhereNobodyElseCan(bool isShared, int expected)
    {
        using var bench = new EngineBench(change: parts => parts with { SharesPolicy = isShared });
        var found = new EmergencyRecord { Latch = new EmergencyLatch(_ids.Next(), "why", TriggerCodes.Manual, "anna", bench.Now), RunState = EmergencyRunState.Latched };

        bench.Await(() => bench.Engine.StartAsync(found));
        bench.Pass(Long);

        Assert.Equal(expected, Journaled(bench).Count);
    }

    [Fact]
    public async Task Search_InALongJournal_FindsAStopFromBeforeTheFirstLookAndNoOther()
    {
        var (journal, began) = (new FaultyJournal(), new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var latch = new EmergencyLatch(_ids.Next(), "why", TriggerCodes.Manual, "anna", began.AddMinutes(100));
        for (var i = 0; i < 30_000; i++)
        {
            await journal.AppendAsync(i == 100 ? Stop(latch) : new MarketStarted(_ids.Next(), began.AddMinutes(i)) { Source = "test", Symbols = [] });
        }

        Assert.True(StopSearch.Has(journal, latch));
        Assert.False(StopSearch.Has(journal, latch with { EmergencyId = _ids.Next() }));
        Assert.False(StopSearch.Has(journal, latch with { EmergencyId = _ids.Next(), ActivatedAtUtc = began.AddMinutes(29_000) }));
    }

    private EmergencyStopped Stop(EmergencyLatch latch) =>
        new(_ids.Next(), latch.ActivatedAtUtc) { EmergencyId = latch.EmergencyId, Trigger = latch.Trigger, Reason = latch.Reason, ActivatedBy = latch.ActivatedBy };

    private static EngineBench Resumed(EngineBench killed, EmergencyRecord left)
    {
        var next = new EngineBench(venueOf: killed);
        next.Await(() => next.Engine.StartAsync(left));
        next.Until(() => next.Record is { IsRunOver: true }, "the account was flat");
        next.Pass(Long);
        return next;
    }

    private static EmergencyRecord Saved(EngineBench bench) => Assert.IsType<LatchFileRead.Latched>(bench.Latches.Content).Record;

    private static List<EmergencyStopped> Journaled(EngineBench bench) => [.. bench.Journal.ReadAfter(0).Select(j => j.Event).OfType<EmergencyStopped>()];
}
