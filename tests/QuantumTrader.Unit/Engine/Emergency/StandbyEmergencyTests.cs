using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A stop on a process that does not lead, and one that it only hears of.</summary>
public sealed class StandbyEmergencyTests : IDisposable
{
    private readonly EngineBench _bench = new();

    public StandbyEmergencyTests()
    {
        _bench.Lease.Take(LeaseState.Lost);
        _bench.Await(() => _bench.Policies.WriteAsync(DefaultPolicy.Create(_bench.Now), 0, CancellationToken.None));
        _bench.Await(() => _bench.Engine.StartAsync(null));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Stop_PressedOnTheStandby_ClosesAndLatchesEverywhereAndCancelsNothing()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);

        _bench.StopAndFlatten();

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.True(_bench.Policies.Current!.EmergencyMode);
        Assert.Empty(_bench.Venue.Sent("cancel"));
        Assert.All(_bench.Venue.Calls, c => Assert.StartsWith("submit qtx-", c, StringComparison.Ordinal));
    }

    [Fact]
    public void Stop_WithAnOrderThatOnlyTheLeaderMayCancel_IsNotCalledFlatBeforeItIsGone()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);
        _bench.Venue.Orders.Add(new VenueOrder
        {
            VenueOrderId = 1,
            ClientOrderId = "qt1-1-s3",
            Symbol = EngineBench.Btc,
            Side = OrderSide.Sell,
            Type = OrderType.StopMarket,
            Status = VenueOrderStatus.New,
            Quantity = new Quantity(0.01m),
            FilledQuantity = Quantity.Zero,
            ReduceOnly = true,
            UpdatedAtUtc = _bench.Now,
        });
        _bench.Stop();

        _bench.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Equal(EmergencyRunState.Stuck, _bench.Record!.RunState);
        Assert.Empty(_bench.Venue.Sent("cancel"));

        _bench.Lease.Give(2); // the leader died, and this process is next
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Emergency_FoundInThePolicy_HoldsHereAndIsRunOnlyOnceThisProcessLeads()
    {
        Write(p => PolicyChanges.EnterEmergency(p, Latch));
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);
        _bench.Await(_bench.Engine.RefreshPolicyAsync);
        Assert.Equal(Latch.EmergencyId, _bench.Record!.Latch.EmergencyId);
        _bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Empty(_bench.Venue.Calls);

        _bench.Lease.Give(2);
        _bench.Await(_bench.Engine.FollowLeaseAsync);
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Emergency_ResetWhereTradingIsLed_EndsHereToo(bool anotherWasResetSince)
    {
        Write(p => PolicyChanges.EnterEmergency(p, Latch));
        _bench.Await(_bench.Engine.RefreshPolicyAsync);
        Write(p => PolicyChanges.ClearEmergency(p, Latch.EmergencyId, "risk officer", _bench.Now));
        if (anotherWasResetSince)
        {
            var second = Latch with { EmergencyId = Guid.Parse("00000000-0000-0000-0000-000000000002") };
            Write(p => PolicyChanges.EnterEmergency(p, second));
            Write(p => PolicyChanges.ClearEmergency(p, second.EmergencyId, "risk officer", _bench.Now));
        }

        _bench.Await(_bench.Engine.RefreshPolicyAsync);

        Assert.Null(_bench.Record);
        Assert.False(_bench.Engine.Policy.Snapshot.Policy!.EmergencyMode);
        Assert.IsType<LatchFileRead.Clear>(_bench.Latches.Read());
    }

    [Fact]
    public void Leads_AfterAResetElsewhere_ComesBackInStepsToo()
    {
        Write(p => PolicyChanges.EnterEmergency(p, Latch));
        _bench.Await(_bench.Engine.RefreshPolicyAsync);
        Write(p => PolicyChanges.ClearEmergency(p, Latch.EmergencyId, "risk officer", _bench.Now));
        _bench.Await(_bench.Engine.RefreshPolicyAsync);
        Assert.Empty(_bench.Of<ReEntryMoved>()); // who stands by tells nothing

        _bench.Lease.Give(2);
        _bench.Await(_bench.Engine.FollowLeaseAsync);
        _bench.Step();

        Assert.Equal((TradingMode.ReduceOnly, 0m), (_bench.Engine.EffectiveMode, _bench.Engine.ReEntry.SizeShare.Value));
    }

    [Fact]
    public void Emergency_WhosePolicyWriteIsStillOnItsWay_IsNotTakenForReset()
    {
        Write(p => PolicyChanges.ClearEmergency(PolicyChanges.EnterEmergency(p, Latch), Latch.EmergencyId, "risk officer", _bench.Now));
        _bench.Await(_bench.Engine.RefreshPolicyAsync);
        _bench.Policies.Fault = Fault.Fails;
        _bench.Do(() => _bench.Engine.Tasks.Run("stop", () => _bench.Engine.Emergency.ActivateAsync("MANUAL", "test", "tester")));
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");
        _bench.Policies.Fault = Fault.None;

        _bench.Await(_bench.Engine.RefreshPolicyAsync);
        Assert.NotNull(_bench.Record);

        _bench.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(_bench.Record!.Latch.EmergencyId, _bench.Policies.Current!.EmergencyId);
    }

    [Fact]
    public void Reset_OnTheStandby_IsRefusedAndSaysWhere()
    {
        _bench.StopAndFlatten();

        var receipt = _bench.Reset();

        Assert.False(receipt.Done);
        Assert.Contains("another process", receipt.Refusal, StringComparison.Ordinal);
        Assert.NotNull(_bench.Record);
    }

    private static EmergencyLatch Latch => new(Guid.Parse("00000000-0000-0000-0000-000000000001"), "a reason", "MANUAL", "somebody", DateTimeOffset.UnixEpoch);

    private void Write(Func<TradingPolicy, TradingPolicy> change)
    {
        var current = _bench.Policies.Current!;
        _bench.Await(() => _bench.Policies.WriteAsync(change(current), current.Version, CancellationToken.None));
    }
}
