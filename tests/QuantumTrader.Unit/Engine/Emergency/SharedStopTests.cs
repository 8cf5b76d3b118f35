using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A stop where other processes share the policy: what was reset elsewhere, what was asked for meanwhile, and a store that hangs.</summary>
public sealed class SharedStopTests
{
    private static readonly EmergencyLatch First = new(Guid.Parse("00000000-0000-0000-0000-000000000001"), "the first", "MANUAL", "somebody", DateTimeOffset.UnixEpoch);
    private static readonly EmergencyLatch Second = First with { EmergencyId = Guid.Parse("00000000-0000-0000-0000-000000000002"), Reason = "the second" };

    [Fact]
    public void OldEmergency_ResetAnEmergencyAgoAndFoundWhileTheStoreWasAway_IsNotPutIntoThePolicyAgain()
    {
        using var bench = StandBy(held: new EmergencyRecord { Latch = First, RunState = EmergencyRunState.Flat }, stored =>
        {
            Enter(stored, First);
            Clear(stored, First);
            Enter(stored, Second);
            Clear(stored, Second);
        });
        Assert.Equal(First.EmergencyId, bench.Record!.Latch.EmergencyId); // nobody says that it was reset
        var version = bench.Policies.Current!.Version;

        bench.Policies.Fault = Fault.None;
        bench.Pass(TimeSpan.FromSeconds(5));
        bench.Await(bench.Engine.RefreshPolicyAsync);

        Assert.Equal((false, version), (bench.Policies.Current!.EmergencyMode, bench.Policies.Current.Version));
        Assert.Null(bench.Record);
    }

    /// <summary>What the leader was about to send stood in the book for a moment, and nobody keeps the book up here.</summary>
    [Theory]
    [InlineData(Fault.None, true)]
    [InlineData(Fault.Fails, false)] // nobody says that another trades: the entry may still reach the venue
    public void Stop_WithAnEntryOfTheLeaderInTheBook_EndsOnlyWhereTheLeaderIsKnownToTradeOn(Fault store, bool ends)
    {
        using var bench = StandBy(held: new EmergencyRecord { Latch = First, RunState = EmergencyRunState.Latched }, stored =>
        {
            Enter(stored, First);
            Clear(stored, First);
        });
        var plan = bench.Plan();
        bench.Do(() => _ = bench.Bus.PublishAsync(new OrderIntended(new Guid(9, 9, 9, new byte[8]), bench.Now, plan.TradeId)
        {
            Symbol = plan.Symbol,
            ClientOrderId = plan.ClientOrderId,
            Purpose = OrderPurpose.Entry,
            Side = OrderSide.Buy,
            Type = OrderType.Market,
            Quantity = plan.Quantity,
            ReduceOnly = false,
        }).AsTask());

        bench.Policies.Fault = store;
        for (var i = 0; i < 6; i++)
        {
            bench.Await(bench.Engine.RefreshPolicyAsync);
            bench.Pass(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(ends, bench.Record is null or { IsRunOver: true });
    }

    [Fact]
    public void OldEmergency_NobodyEverReset_IsPutIntoThePolicyOnceTheStoreIsBack()
    {
        using var bench = StandBy(held: new EmergencyRecord { Latch = First, RunState = EmergencyRunState.Latched }, _ => { });

        bench.Policies.Fault = Fault.None;
        bench.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(First.EmergencyId, bench.Policies.Current!.EmergencyId);
        Assert.True(bench.Engine.Emergency.Status.IsShared);
    }

    [Theory]
    [InlineData(Fault.None)]
    [InlineData(Fault.Fails)]
    [InlineData(Fault.Hangs)]
    public void Stop_AskedForAgainWhileTheResetElsewhereIsNotHeardOf_HoldsUnderAnIdOfItsOwn(Fault fault)
    {
        using var bench = StandBy(held: null, stored => Enter(stored, First));
        bench.Policies.Fault = Fault.None;
        bench.Await(bench.Engine.RefreshPolicyAsync);
        Assert.Equal(First.EmergencyId, bench.Record!.Latch.EmergencyId);
        Clear(bench.Policies, First);
        bench.Policies.Fault = fault;

        bench.Stop("once more");
        bench.Policies.Fault = Fault.None;
        bench.Await(bench.Engine.RefreshPolicyAsync);
        bench.Pass(TimeSpan.FromSeconds(5));

        Assert.NotEqual(First.EmergencyId, bench.Record!.Latch.EmergencyId);
        Assert.Equal("once more", bench.Record.Latch.Reason);
        if (fault != Fault.Hangs) // what hangs here never ends; the file has it
        {
            Assert.Equal(bench.Record.Latch.EmergencyId, bench.Policies.Current!.EmergencyId);
        }

        Assert.Equal(bench.Record.Latch.EmergencyId, Assert.IsType<LatchFileRead.Latched>(bench.Latches.Read()).Record.Latch.EmergencyId);
    }

    [Fact]
    public void Stop_AskedForAgainWhileTheEmergencyHolds_JoinsIt()
    {
        using var bench = StandBy(held: null, stored => Enter(stored, First));
        bench.Policies.Fault = Fault.None;
        bench.Await(bench.Engine.RefreshPolicyAsync);

        var receipt = bench.Stop("once more");

        Assert.Equal((First.EmergencyId, true), (receipt.EmergencyId, receipt.AlreadyStopped));
        Assert.Equal(First.EmergencyId, bench.Policies.Current!.EmergencyId);
    }

    /// <summary>The command line puts the latch on disk before it asks; while the store is away the engine may find it there first.</summary>
    [Theory]
    [InlineData(Fault.Fails)]
    [InlineData(Fault.Hangs)]
    public void Stop_FoundInItsFileBeforeItIsAskedFor_HoldsUnderOneId(Fault fault)
    {
        using var bench = Leading();
        bench.Policies.Fault = fault;
        bench.Latches.Content = new LatchFileRead.Latched(new EmergencyRecord { Latch = First, RunState = EmergencyRunState.Latched, IsStopJournaled = false });
        bench.Await(() => bench.Engine.Emergency.OnLookAsync(new(null, bench.Latches.Content)));

        bench.Await(() => bench.Engine.Emergency.ActivateAsync(First.Trigger, First.Reason, First.ActivatedBy, First.EmergencyId));
        bench.Policies.Fault = Fault.None;
        bench.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(First.EmergencyId, bench.Record!.Latch.EmergencyId);
        Assert.True(bench.Policies.Current!.EmergencyId == First.EmergencyId || fault == Fault.Hangs); // what hangs here never ends
    }

    /// <summary>The one who asks waits for the engine, and the run may be over by then: it is one stop all the same, told and run once.</summary>
    [Theory]
    [InlineData(Fault.Fails)]
    [InlineData(Fault.Hangs)]
    public void Stop_FoundInItsFileAndFlatBeforeItIsAskedFor_IsOneStop(Fault fault)
    {
        using var bench = Leading();
        bench.Policies.Fault = fault;
        bench.Latches.Content = new LatchFileRead.Latched(new EmergencyRecord { Latch = First, RunState = EmergencyRunState.Latched, IsStopJournaled = false });
        bench.Await(() => bench.Engine.Emergency.OnLookAsync(new(null, bench.Latches.Content)));
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");
        var found = bench.Record!;

        bench.Await(() => bench.Engine.Emergency.ActivateAsync(First.Trigger, First.Reason, First.ActivatedBy, First.EmergencyId));

        Assert.Equal((First.EmergencyId, found.Run, true), (bench.Record!.Latch.EmergencyId, bench.Record.Run, bench.Record.IsRunOver));
        Assert.Equal(First.EmergencyId, Assert.Single(bench.Of<EmergencyStopped>()).EmergencyId);
    }

    [Fact]
    public void Stop_UnderTheIdOfOneThatWasReset_HasAnother()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var old = bench.StopAndFlatten().Latch.EmergencyId;
        Assert.True(bench.Reset().Done);

        var receipt = bench.Await(() => bench.Engine.Emergency.ActivateAsync("MANUAL", "again", "me", old));

        Assert.NotEqual(old, receipt.EmergencyId);
        Assert.NotEqual(Guid.Empty, bench.Await(() => bench.Engine.Emergency.ActivateAsync("MANUAL", "again", "me", Guid.Empty)).EmergencyId);
    }

    [Fact]
    public void TakeOver_OfAProcessThatStoodStillMeanwhile_ReadsThePolicyBeforeItLeads()
    {
        using var bench = Leading();
        bench.Lease.Take(LeaseState.Unproven); // it stood still, and its lease ran out
        Enter(bench.Policies, First);

        bench.Lease.Give(2);
        bench.Await(bench.Engine.FollowLeaseAsync); // before any poll, and the push was lost

        Assert.Equal(First.EmergencyId, bench.Record?.Latch.EmergencyId);
        Assert.True((bench.Denials(bench.Plan()) & DenialSet.EmergencyActive) != 0);
    }

    [Fact]
    public void TakeOver_PolicyCannotBeRead_OpensNothingBeforeItIs()
    {
        using var bench = Leading();
        bench.Lease.Take(LeaseState.Unproven);
        bench.Policies.Fault = Fault.Fails;

        bench.Lease.Give(2);
        bench.Await(bench.Engine.FollowLeaseAsync);
        Assert.True((bench.Denials(bench.Plan()) & DenialSet.PolicyStale) != 0);

        bench.Policies.Fault = Fault.None;
        bench.Await(bench.Engine.RefreshPolicyAsync);
        Assert.Equal(DenialSet.None, bench.Denials(bench.Plan()) & DenialSet.PolicyStale);
    }

    [Theory]
    [InlineData(Fault.Hangs)]
    [InlineData(Fault.Fails)]
    public void Activate_StoreDoesNotAnswer_SendsEverythingAsEarlyAsWithOneThatDoes(Fault fault)
    {
        var usual = SentAfter(Fault.None);

        Assert.NotEmpty(usual);
        Assert.Equal(usual, SentAfter(fault));
    }

    /// <summary>Each call to the venue of a stop, and when it came.</summary>
    private static (string Call, TimeSpan After)[] SentAfter(Fault fault)
    {
        using var bench = Leading();
        bench.Open();
        bench.Open(symbol: EngineBench.Eth);
        bench.Place("stranger-1", OrderSide.Buy, OrderType.Limit);
        var (from, began) = (bench.Venue.Calls.Count, bench.Now);
        bench.Policies.Fault = fault;

        bench.StopAndFlatten();

        return [.. bench.Venue.Calls.Zip(bench.Venue.CallTimes).Skip(from).Select(c => (Plain(c.First), c.Second - began))];
    }

    /// <summary>Without the ids, which are new for each stop.</summary>
    private static string Plain(string call) => call.Split("qtx-")[0];

    private static EngineBench Leading()
    {
        var bench = new EngineBench(change: p => p with { SharesPolicy = true });
        bench.Await(() => bench.Engine.StartAsync(held: null));
        return bench.Step();
    }

    /// <summary>Started while the store is away.</summary>
    private static EngineBench StandBy(EmergencyRecord? held, Action<FakePolicyStore> stored)
    {
        var policies = new FakePolicyStore();
        policies.Inner.WriteAsync(DefaultPolicy.Create(DateTimeOffset.UnixEpoch), 0, CancellationToken.None).GetAwaiter().GetResult();
        stored(policies);
        policies.Fault = Fault.Fails;
        var bench = new EngineBench(policies: policies, change: p => p with { SharesPolicy = true });
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(() => bench.Engine.StartAsync(held));
        return bench;
    }

    private static void Enter(FakePolicyStore policies, EmergencyLatch latch) => Write(policies, p => PolicyChanges.EnterEmergency(p, latch));

    private static void Clear(FakePolicyStore policies, EmergencyLatch latch) => Write(policies, p => PolicyChanges.ClearEmergency(p, latch.EmergencyId, "risk officer", DateTimeOffset.UnixEpoch));

    private static void Write(FakePolicyStore policies, Func<TradingPolicy, TradingPolicy> change)
    {
        var current = policies.Current!;
        Assert.IsType<PolicyWriteResult.Written>(policies.Inner.WriteAsync(change(current), current.Version, CancellationToken.None).GetAwaiter().GetResult());
    }
}
