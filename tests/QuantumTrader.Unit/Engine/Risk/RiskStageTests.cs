using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>The gate on what is true now, and entries that are on their way.</summary>
public sealed class RiskStageTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public RiskStageTests()
    {
        _bench.Engine.Leverages.Confirm(EngineBench.Btc, new Leverage(2m));
        _bench.Engine.Leverages.Confirm(EngineBench.Eth, new Leverage(2m));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Check_BeforeTheStart_DeniesForEveryReasonThatApplies()
    {
        using var bench = new EngineBench();
        var intent = bench.Plan();

        var denials = bench.Engine.Risk.CheckAgain(in intent);

        const DenialSet Expected = DenialSet.PolicyMissing | DenialSet.ModeHalted | DenialSet.DataNever | DenialSet.PriceInvalid
            | DenialSet.ExposureUnknown | DenialSet.EquityUnknown | DenialSet.DayOpenUnknown | DenialSet.DrawdownUnconfirmed | DenialSet.Standby
            | DenialSet.SelfTrade | DenialSet.RepeatedExecution | DenialSet.LeverageNotVerified | DenialSet.DirectiveMissing;
        Assert.Equal(Expected, denials);
    }

    [Fact]
    public void Check_WithEverythingSound_Allows() => Assert.Equal(DenialSet.None, Denials(_bench.Plan()));

    [Fact]
    public void Check_NotTheLeader_Denies()
    {
        _bench.Lease.Take(LeaseState.Unproven);

        Assert.Equal(DenialSet.Standby, Denials(_bench.Plan()));
    }

    [Fact]
    public void Check_TheSharedStoreIsAwayOrFarBehind_DeniesEntriesAndNothingElse()
    {
        _bench.Storage = new StorageFacts { IsReady = false, Backlog = 11, BacklogMax = 10 };
        var intent = _bench.Plan();

        Assert.Equal(DenialSet.RedisUnavailable | DenialSet.BacklogTooLarge, Denials(intent));
        Assert.Equal(DenialSet.None, Denials(intent with { Purpose = OrderPurpose.Exit, Side = OrderSide.Sell, ReduceOnly = true }));
        _bench.Storage = new StorageFacts { IsReady = true, Backlog = 10, BacklogMax = 10 };
        Assert.Equal(DenialSet.None, Denials(intent));
    }

    [Fact]
    public void Check_TheJournalFails_DeniesEntriesAndNothingElse()
    {
        _bench.Journal.Fault = Fault.Fails;
        var intent = _bench.Plan();

        Assert.Equal(DenialSet.JournalUnavailable, Denials(intent));
        Assert.Equal(DenialSet.None, Denials(intent with { Purpose = OrderPurpose.Exit, Side = OrderSide.Sell, ReduceOnly = true }));
    }

    [Fact]
    public void Check_NoBarForLong_DeniesAsStale()
    {
        _bench.Pass(TimeSpan.FromSeconds(11));
        _bench.Engine.Policy.Touch(_bench.Now);

        Assert.Equal(DenialSet.DataStale | DenialSet.EquityStale, Denials(_bench.Plan()));
    }

    [Fact]
    public void Check_ThePolicyWasNotReadForLong_DeniesAsStale()
    {
        _bench.Policies.Fault = Fault.Fails;
        for (var i = 0; i < 31; i++)
        {
            _bench.Pass(TimeSpan.FromSeconds(1));
            _bench.Await(_bench.Engine.RefreshPolicyAsync);
        }

        Assert.True((Denials(_bench.Plan()) & DenialSet.PolicyStale) != 0);
    }

    [Fact]
    public void Check_TheSameSideAgainWithinTheWindow_IsADuplicateAndItsOwnReservationIsNot()
    {
        var first = _bench.Plan();
        Assert.Equal(DenialSet.None, Take(first));

        Assert.Equal(DenialSet.None, Denials(first));
        Assert.True((Denials(_bench.Plan()) & DenialSet.DuplicateOrder) != 0);
        Assert.False((Denials(_bench.Plan(Direction.Short)) & DenialSet.DuplicateOrder) != 0);
    }

    [Fact]
    public void Check_MoreThanTheRateInAMinute_DeniesUntilTheMinuteIsOver()
    {
        Write(p => p with { EntriesPerMinuteMax = 2, DuplicateWindow = TimeSpan.Zero });
        _bench.Step();
        Take(_bench.Plan());
        Take(_bench.Plan());

        Assert.True((Denials(_bench.Plan()) & DenialSet.OrderRateExceeded) != 0);
        _bench.Pass(TimeSpan.FromSeconds(61));
        _bench.Step();
        Assert.False((Denials(_bench.Plan()) & DenialSet.OrderRateExceeded) != 0);
    }

    [Fact]
    public void Release_GivesTheReservedAmountBack()
    {
        var intent = _bench.Plan();
        Take(intent);
        Assert.True(_bench.Engine.Reservations.Holds(EngineBench.Btc));

        _bench.Engine.Risk.Release(intent.TradeId);

        Assert.False(_bench.Engine.Reservations.Holds(EngineBench.Btc));
        Assert.Equal(Usd.Zero, _bench.Engine.Reservations.NotionalOf(EngineBench.Btc, TradeId.Create("none")));
    }

    private DenialSet Denials(OrderIntent intent) => _bench.Engine.Risk.CheckAgain(in intent);

    private DenialSet Take(OrderIntent intent) => _bench.Engine.Risk.Check(in intent);

    private void Write(Func<TradingPolicy, TradingPolicy> change)
    {
        var current = _bench.Policies.Current!;
        _bench.Await(() => _bench.Policies.WriteAsync(change(current), current.Version, CancellationToken.None));
        _bench.Await(_bench.Engine.RefreshPolicyAsync);
    }
}
