using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>Activating: gate, latch, receipt.</summary>
public sealed class EmergencyStopTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Activate_TheGateIsClosedBeforeAnythingIsWrittenOrSent()
    {
        var intent = _bench.Plan();
        DenialSet? atTheSave = null;
        _bench.Latches.OnSave = _ => atTheSave ??= _bench.Denials(intent);

        _bench.Stop();

        Assert.True((atTheSave & DenialSet.EmergencyActive) != 0);
        Assert.Equal(TradingMode.Halted, _bench.Engine.EffectiveMode);
    }

    [Fact]
    public void Activate_TheLatchIsInBothPlacesBeforeTheFirstOrder()
    {
        _bench.Open();
        _bench.Venue.Calls.Clear();
        var calls = -1;
        _bench.Latches.OnSave = _ => calls = calls < 0 ? _bench.Venue.Calls.Count : calls;

        var receipt = _bench.Stop("smoke");

        Assert.Equal(0, calls);
        Assert.False(receipt.AlreadyStopped);
        Assert.Equal(receipt.EmergencyId, _bench.Latches.Saves[0].Latch.EmergencyId);
        Assert.Equal("smoke", _bench.Latches.Saves[0].Latch.Reason);
        Assert.Equal(receipt.EmergencyId, _bench.Policies.Current!.EmergencyId);
        Assert.Equal(receipt.EmergencyId, Assert.Single(_bench.Of<EmergencyStopped>()).EmergencyId);
    }

    [Theory]
    [InlineData(Fault.Fails, Fault.Fails)]
    [InlineData(Fault.Hangs, Fault.Hangs)]
    [InlineData(Fault.Fails, Fault.Hangs)]
    [InlineData(Fault.Hangs, Fault.Fails)]
    public void Activate_NeitherPlaceCanBeWritten_OrdersGoOutAfterTheLimitAllTheSame(Fault latchFault, Fault policyFault)
    {
        var trade = _bench.Open();
        _bench.Latches.Fault = latchFault;
        _bench.Policies.Fault = policyFault;
        _bench.Journal.Fault = Fault.Hangs;
        var (began, calls) = (_bench.Now, _bench.Venue.Calls.Count);

        _bench.Stop();
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");

        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
        // 50 ms for the latch, and for the step before the first cancel no more than its own limit.
        Assert.InRange(_bench.Venue.CallTimes[calls] - began, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50) + _bench.Settings.Emergency.StepDurableMax);
        Assert.Equal(EmergencyRunState.Flat, _bench.Record!.RunState);
    }

    [Theory]
    [InlineData(Fault.Fails)]
    [InlineData(Fault.Hangs)]
    public void Activate_NeitherPlaceCanBeWritten_FlatIsSaidNotToBeSavedUntilOneIs(Fault fault)
    {
        _bench.Open();
        (_bench.Latches.Fault, _bench.Policies.Fault) = (fault, fault);
        var began = _bench.Now;
        _bench.Stop();
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        _bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal((EmergencyRunState.Flat, false, began), (Status.RunState, Status.IsLatchDurable, Status.LatchNotSavedSinceUtc));

        if (fault == Fault.Fails)
        {
            _bench.Latches.Fault = Fault.None;
            _bench.Pass(TimeSpan.FromSeconds(2));
            Assert.Equal((EmergencyRunState.Flat, true, null), (Status.RunState, Status.IsLatchDurable, Status.LatchNotSavedSinceUtc));
        }
    }

    [Theory]
    [InlineData(Fault.Fails, Fault.None)]
    [InlineData(Fault.Hangs, Fault.None)]
    [InlineData(Fault.None, Fault.Fails)]
    [InlineData(Fault.None, Fault.Hangs)]
    public void Activate_OnePlaceIsWritten_IsSaved(Fault latchFault, Fault policyFault)
    {
        Assert.False(Status.IsLatchDurable); // nothing holds, so nothing is saved
        (_bench.Latches.Fault, _bench.Policies.Fault) = (latchFault, policyFault);

        _bench.Stop();

        Assert.True(Status.IsLatchDurable);
    }

    [Fact]
    public void Activate_AfterAReset_IsJudgedByItsOwnSave()
    {
        _bench.StopAndFlatten();
        Assert.Null(_bench.Reset().Refusal);
        Assert.Null(Status.LatchNotSavedSinceUtc);
        (_bench.Latches.Fault, _bench.Policies.Fault) = (Fault.Fails, Fault.Fails);

        _bench.Stop();

        Assert.False(Status.IsLatchDurable);
    }

    private EmergencyStatus Status => _bench.Engine.Emergency.Status;

    [Theory]
    [InlineData(Fault.Hangs, Fault.None)]
    [InlineData(Fault.Fails, Fault.None)]
    [InlineData(Fault.None, Fault.Hangs)]
    [InlineData(Fault.None, Fault.Fails)]
    public void Activate_OnePlaceIsWritten_NobodyWaitsForTheOther(Fault latchFault, Fault policyFault)
    {
        _bench.Latches.Fault = latchFault;
        _bench.Policies.Fault = policyFault;
        var began = _bench.Now;

        _bench.Stop();

        Assert.Equal(began, _bench.Now);
        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Activate_ThePolicyStoreComesBack_IsWrittenThen()
    {
        _bench.Policies.Fault = Fault.Fails;
        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(_bench.Policies.Current?.EmergencyId);

        _bench.Policies.Fault = Fault.None;
        _bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(_bench.Record!.Latch.EmergencyId, _bench.Policies.Current!.EmergencyId);
    }

    [Fact]
    public void Activate_ManyAtOnce_JoinOneEmergencyAndOneRun()
    {
        _bench.Open();
        _bench.Venue.Calls.Clear();
        var receipts = new List<Task<StopReceipt>>();

        _bench.Do(() => receipts.AddRange(Enumerable.Range(0, 16).Select(i => _bench.Engine.Emergency.ActivateAsync("MANUAL", $"{i}", "tester"))));
        _bench.Until(() => _bench.Record is { IsRunOver: true } && receipts.TrueForAll(r => r.IsCompleted), "all were answered");

        Assert.Single(receipts.Select(r => r.Result.EmergencyId).Distinct());
        Assert.Equal(1, receipts.Count(r => !r.Result.AlreadyStopped));
        Assert.Single(_bench.Of<EmergencyStopped>());
        Assert.Single(_bench.Venue.Sent("submit qtx-"));
    }

    [Fact]
    public void Activate_APolicyThatHoldsAnotherEmergency_TakesThatIdSoThatAResetCanNameIt()
    {
        var other = Guid.Parse("11111111-2222-3333-4444-555555555555");
        _bench.Policies.BeforeWrite = () => WriteEmergencyAsync(other);

        var receipt = _bench.Stop();
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");

        Assert.Equal(other, _bench.Record!.Latch.EmergencyId);
        Assert.Equal(other, ((LatchFileRead.Latched)_bench.Latches.Content).Record.Latch.EmergencyId);
        Assert.True(_bench.Reset().Done);
        Assert.False(_bench.Policies.Current!.EmergencyMode);
        Assert.NotEqual(Guid.Empty, receipt.EmergencyId);
    }

    [Fact]
    public void RefreshPolicy_AnEmergencyThatSomebodyElseWrote_HoldsHereAndFlattens()
    {
        var trade = _bench.Open();
        var other = Guid.Parse("11111111-2222-3333-4444-555555555555");
        _bench.Await(() => WriteEmergencyAsync(other));
        Assert.False(_bench.Engine.Emergency.IsLatched);

        _bench.Await(_bench.Engine.RefreshPolicyAsync);
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");

        Assert.Equal(other, _bench.Record!.Latch.EmergencyId);
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
    }

    [Fact]
    public void RefreshPolicy_AfterAReset_DoesNotStopAgain()
    {
        _bench.StopAndFlatten();
        Assert.True(_bench.Reset().Done);

        _bench.Await(_bench.Engine.RefreshPolicyAsync);

        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Status_SaysWhatIsSoAndNothingWhenNothingHolds()
    {
        Assert.False(_bench.Engine.Emergency.Status.Latched);

        _bench.Stop("smoke");

        Assert.Equal(("smoke", "MANUAL", "tester"), (_bench.Engine.Emergency.Status.Reason, _bench.Engine.Emergency.Status.Trigger, _bench.Engine.Emergency.Status.ActivatedBy));
    }

    private async Task WriteEmergencyAsync(Guid id)
    {
        var current = _bench.Policies.Current!;
        var latch = new EmergencyLatch(id, "elsewhere", "MANUAL", "another", _bench.Now);
        await _bench.Policies.Inner.WriteAsync(PolicyChanges.EnterEmergency(current, latch), current.Version, CancellationToken.None);
    }
}
