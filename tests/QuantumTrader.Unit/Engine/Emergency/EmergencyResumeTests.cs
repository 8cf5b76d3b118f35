using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A new process finds a run that an earlier one began.</summary>
public sealed class EmergencyResumeTests
{
    private static readonly Guid Id = Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100");

    [Theory]
    [InlineData(EmergencyRunState.Latched)]
    [InlineData(EmergencyRunState.Cancelling)]
    [InlineData(EmergencyRunState.Closing)]
    [InlineData(EmergencyRunState.Verifying)]
    [InlineData(EmergencyRunState.Stuck)]
    public void Start_AtAnyStateOfTheRun_GoesOnUntilFlat(EmergencyRunState state)
    {
        using var bench = new EngineBench();
        bench.Venue.Hold(EngineBench.Btc, 0.5m);

        bench.Await(() => bench.Engine.StartAsync(RecordAt(state, lastAttempt: 41)));
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");

        Assert.Equal(0m, bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Equal(Id, bench.Record!.Latch.EmergencyId);
        Assert.EndsWith("-B42", bench.Venue.Sent("submit").Single().Split(' ')[1], StringComparison.Ordinal);
        Assert.Equal(Id, bench.Policies.Current!.EmergencyId);
        Assert.IsType<LatchFileRead.Latched>(bench.Latches.Content);
    }

    [Theory]
    [InlineData(EmergencyRunState.Flat)]
    [InlineData(EmergencyRunState.FlatExceptDust)]
    public void Start_AfterTheRunWasOver_StaysStoppedAndSendsNothing(EmergencyRunState state)
    {
        using var bench = new EngineBench();

        bench.Await(() => bench.Engine.StartAsync(RecordAt(state)));
        bench.Step();
        bench.Pass(TimeSpan.FromMinutes(1));

        Assert.Empty(bench.Venue.Calls);
        Assert.True(bench.Engine.Emergency.IsLatched);
        var intent = bench.Plan();
        Assert.True((bench.Denials(intent) & DenialSet.EmergencyActive) != 0);
    }

    [Fact]
    public void Start_TheAccountCannotBeReconciled_TheRunGoesOnAllTheSame()
    {
        using var bench = new EngineBench();
        bench.Venue.Hold(EngineBench.Btc, 0.5m);
        bench.Venue.Fails.Add("fills");

        bench.Do(() => bench.Engine.Tasks.Run("start", () => bench.Engine.StartAsync(RecordAt(EmergencyRunState.Latched))));
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");

        Assert.Equal(0m, bench.Venue.HeldOf(EngineBench.Btc));
        Assert.False(bench.Engine.Ledger.IsKnown);
    }

    [Fact]
    public void Start_ThePolicyCannotBeRead_TheRunGoesOnAllTheSame()
    {
        using var bench = new EngineBench();
        bench.Venue.Hold(EngineBench.Btc, 0.5m);
        bench.Policies.Fault = Fault.Fails;

        bench.Do(() => bench.Engine.Tasks.Run("start", () => bench.Engine.StartAsync(RecordAt(EmergencyRunState.Closing))));
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");

        Assert.Equal(0m, bench.Venue.HeldOf(EngineBench.Btc));
    }

    [Fact]
    public void Start_WithoutTheGateEverOpening_NoEntryIsPossibleAtAnyMoment()
    {
        using var bench = new EngineBench();
        var allowed = 0;
        bench.Venue.OnAsk = _ =>
        {
            var intent = bench.Plan();
            allowed += bench.Denials(intent) == DenialSet.None ? 1 : 0;
        };

        bench.Await(() => bench.Engine.StartAsync(RecordAt(EmergencyRunState.Closing)));
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");

        Assert.True(bench.Venue.Asked.Values.Sum() > 5);
        Assert.Equal(0, allowed);
    }

    private static EmergencyRecord RecordAt(EmergencyRunState state, int lastAttempt = 0) => new()
    {
        Latch = new EmergencyLatch(Id, "crash", "MANUAL", "tester", DateTimeOffset.UnixEpoch),
        RunState = state,
        LastAttempt = lastAttempt,
    };
}
