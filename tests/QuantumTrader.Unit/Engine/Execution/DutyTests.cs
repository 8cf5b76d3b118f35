using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>Taking over, standing by, losing the lease and getting it back, and starting while nobody answers.</summary>
public sealed class DutyTests
{
    [Fact]
    public void Start_AnotherProcessLeads_WatchesAndSendsNothing()
    {
        using var bench = new EngineBench();
        bench.Lease.Take(LeaseState.Lost);
        bench.Venue.Hold(EngineBench.Btc, 0.01m);
        bench.Venue.Orders.Add(Resting("qt9-1-e0"));

        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Await(bench.Engine.ReconcileAsync);
        bench.Step();
        bench.Pass(TimeSpan.FromMinutes(5));

        Assert.Empty(bench.Venue.Calls);
        Assert.Equal(EngineDuty.StandingBy, bench.Engine.Leadership.Duty);
        Assert.Equal(EngineRole.Standby, bench.Engine.Leadership.Role);
        Assert.Equal(TradingMode.Halted, bench.Engine.Mode.Mode);
        Assert.Equal(new Usd(10_000m), bench.Engine.Ledger.Wallet);
        Assert.True((Denials(bench) & DenialSet.Standby) != 0);
    }

    [Fact]
    public void TakeOver_WaitsUntilTheLastHolderIsThrough_ThenMerges_ThenHearsTheVenue_ThenTrades()
    {
        using var bench = StandingBy();
        bench.Venue.Orders.Add(Resting("qt1-77-e0"));
        var merges = 0;
        bench.MergeTrades = () => Task.FromResult(merges++);
        bench.SettlesIn = TimeSpan.FromSeconds(12);
        bench.Lease.Give(2);
        Follow(bench);

        bench.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, merges);
        Assert.Empty(bench.Venue.Calls);
        Assert.True((Denials(bench) & DenialSet.Standby) != 0);

        bench.SettlesIn = TimeSpan.Zero;
        bench.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(1, merges);
        Assert.Equal(["cancel qt1-77-e0"], bench.Venue.Calls);
        Assert.Equal(EngineRole.Leader, bench.Engine.Leadership.Role);
        Assert.Equal(TradingMode.Active, bench.Engine.Mode.Mode);
        bench.Step();
        Assert.Equal(DenialSet.None, Denials(bench));
    }

    [Fact]
    public void Start_TheLastHolderMayStillAct_DoesNotWaitForThat()
    {
        using var bench = new EngineBench { SettlesIn = TimeSpan.FromSeconds(12) };
        var began = bench.Now;

        bench.Await(() => bench.Engine.StartAsync(null));

        Assert.Equal(began, bench.Now);
        Assert.Equal(EngineDuty.Starting, bench.Engine.Leadership.Duty);
        Assert.True((Denials(bench) & DenialSet.Standby) != 0);
    }

    [Fact]
    public void TakeOver_TheProcessEnds_IsGivenUp()
    {
        using var bench = StandingBy();
        bench.SettlesIn = TimeSpan.FromHours(1);
        bench.Lease.Give(2);
        Task? following = null;
        bench.Do(() => following = bench.Engine.FollowLeaseAsync());

        bench.Do(bench.Engine.Leadership.End);
        bench.Pass(TimeSpan.FromSeconds(1));

        Assert.True(following!.IsCompletedSuccessfully);
        Assert.Empty(bench.Venue.Calls);
    }

    [Fact]
    public void TakeOver_TheSharedTradesCannotBeRead_AsksAgainAndSendsNothing()
    {
        using var bench = StandingBy();
        var isAway = true;
        bench.MergeTrades = () => isAway ? Task.FromException(new TradeStoreUnavailableException("away")) : Task.CompletedTask;
        bench.Lease.Give(2);
        Follow(bench);

        bench.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(EngineDuty.StandingBy, bench.Engine.Leadership.Duty);
        isAway = false;
        bench.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal(EngineDuty.Leading, bench.Engine.Leadership.Duty);
    }

    /// <summary>A trade that another process opened is continued: its stop stays its stop.</summary>
    [Fact]
    public void TakeOver_TradesOfTheLastLeader_AreLookedAfterFromThenOn()
    {
        using var old = EngineBench.Started();
        var trade = old.Open();
        using var bench = new EngineBench(venueOf: old);
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.MergeTrades = () =>
        {
            bench.Book.Load(old.Trade(trade.TradeId));
            return Task.CompletedTask;
        };
        bench.Lease.Give(2);
        bench.Await(bench.Engine.FollowLeaseAsync);
        Assert.Empty(bench.Venue.Sent("cancel"));
        Assert.Empty(bench.Venue.Sent("submit"));

        bench.Do(() => bench.Venue.Fill(Id(trade, OrderPurpose.PartialTakeProfit), 0.005m, 50_750m));
        bench.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(new Quantity(0.005m), bench.Trade(trade.TradeId).QuantityOpen);
        Assert.Single(bench.Trade(trade.TradeId).Orders, o => o.Purpose == OrderPurpose.StopLoss && o.Quantity == new Quantity(0.005m));
    }

    [Fact]
    public void Entries_OfTheNewEpoch_CarryItInTheirIds()
    {
        using var bench = StandingBy();
        bench.Lease.Give(7);
        bench.Await(bench.Engine.FollowLeaseAsync);

        Assert.Equal(7, bench.Engine.Leadership.Epoch);
        Assert.Equal(7, TradeId.Create("7-3").Epoch);
        Assert.Null(TradeId.Create("x-BTCUSDT").Epoch);
        Assert.Null(TradeId.Create("7").Epoch);
    }

    [Fact]
    public void Lease_LostToAnother_StopsNothingAtTheVenueAndEndsAllSending()
    {
        using var bench = EngineBench.Started();
        var trade = bench.Open();
        var calls = bench.Venue.Calls.Count;
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(bench.Engine.FollowLeaseAsync);

        bench.Do(() => bench.Engine.Desk.Exit(bench.Trade(trade.TradeId), ExitReasons.Timeout));
        bench.Do(() => bench.Venue.Fill(Id(trade, OrderPurpose.PartialTakeProfit), 0.005m, 50_750m));
        for (var i = 0; i < 100; i++)
        {
            bench.Step(48_000m - (i * 100m)); // a loss that would stop trading, were it led from here
            bench.Do(bench.Engine.OnTick);
        }

        Assert.Equal(calls, bench.Venue.Calls.Count);
        Assert.Equal(EngineDuty.StandingBy, bench.Engine.Leadership.Duty);
        Assert.Null(bench.Record);
        Assert.Equal(new Quantity(0.01m), bench.Trade(trade.TradeId).QuantityOpen); // whoever leads writes that down
    }

    [Fact]
    public void Lease_BackUnderANewEpoch_HearsWhatHappenedMeanwhileAndTradesAgain()
    {
        using var bench = EngineBench.Started();
        var trade = bench.Open();
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(bench.Engine.FollowLeaseAsync);
        bench.Do(() => bench.Venue.Fill(Id(trade, OrderPurpose.PartialTakeProfit), 0.005m, 50_750m));
        bench.Pass(TimeSpan.FromMinutes(1));

        bench.Lease.Give(3);
        bench.Await(bench.Engine.FollowLeaseAsync);
        bench.Pass(TimeSpan.FromSeconds(1));
        bench.Step();

        Assert.Equal(new Quantity(0.005m), bench.Trade(trade.TradeId).QuantityOpen);
        Assert.Equal(0.005m, bench.Engine.Ledger.Find(EngineBench.Btc, PositionSide.Both)!.SignedQuantity);
        Assert.Equal(DenialSet.None, Denials(bench, EngineBench.Eth));
    }

    [Fact]
    public void Lease_NotProvedForAWhileAndThenKept_GoesOnWithoutATakeOver()
    {
        using var bench = EngineBench.Started();
        var merges = 0;
        bench.MergeTrades = () => Task.FromResult(merges++);
        bench.Lease.Take(LeaseState.Unproven);
        bench.Await(bench.Engine.FollowLeaseAsync);
        Assert.Equal(EngineRole.Standby, bench.Engine.Leadership.Role);
        Assert.Equal(EngineDuty.Leading, bench.Engine.Leadership.Duty);

        bench.Lease.Give(1);
        bench.Await(bench.Engine.FollowLeaseAsync);

        Assert.Equal(EngineRole.Leader, bench.Engine.Leadership.Role);
        Assert.Equal(0, merges);
    }

    [Fact]
    public void Lease_LostInTheMiddleOfTheTakeOver_EndsItBeforeAnythingIsSent()
    {
        using var bench = StandingBy();
        bench.Venue.Orders.Add(Resting("qt1-77-e0"));
        bench.Venue.Fails.Add("account");
        bench.Lease.Give(2);
        Follow(bench);
        bench.Pass(TimeSpan.FromSeconds(10));

        bench.Lease.Take(LeaseState.Lost);
        bench.Venue.Fails.Clear();
        bench.Pass(TimeSpan.FromSeconds(10));
        bench.Await(bench.Engine.FollowLeaseAsync);

        Assert.Empty(bench.Venue.Calls);
        Assert.Equal(EngineDuty.StandingBy, bench.Engine.Leadership.Duty);
        Assert.True(bench.Engine.Desk.IsPaused);
    }

    [Fact]
    public void Start_NobodyAnswers_LooksAfterItsTradesOpensNoneAndCancelsNothing_ThenLeadsByItself()
    {
        using var old = EngineBench.Started();
        var trade = old.Open();
        using var bench = new EngineBench(book: old.Book, venueOf: old);
        bench.Lease.Take(LeaseState.Unproven);
        bench.Policies.Fault = Fault.Fails;
        bench.Venue.Orders.Add(Resting("qt0-5-e0"));
        bench.Await(() => bench.Engine.StartAsync(null));
        Assert.Equal(EngineDuty.Alone, bench.Engine.Leadership.Duty);
        Assert.Equal(TradingMode.ReduceOnly, bench.Engine.Mode.Mode);

        bench.Step();
        bench.Do(() => bench.Engine.Desk.Exit(bench.Trade(trade.TradeId), ExitReasons.Timeout));
        bench.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0m, bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Empty(bench.Venue.Sent("cancel"));
        Assert.True((Denials(bench) & (DenialSet.Standby | DenialSet.PolicyMissing | DenialSet.ModeReduceOnly)) > DenialSet.Standby);

        bench.Policies.Fault = Fault.None;
        bench.Lease.Give(2);
        bench.Await(bench.Engine.FollowLeaseAsync);
        bench.Await(bench.Engine.RefreshPolicyAsync);
        bench.Pass(TimeSpan.FromMinutes(1));
        bench.Step();

        Assert.Equal(TradingMode.Active, bench.Engine.Mode.Mode);
        Assert.Equal(DenialSet.None, Denials(bench));
        Assert.Empty(bench.Venue.Orders);
        Assert.Null(bench.Engine.Defect);
    }

    private static EngineBench StandingBy()
    {
        var bench = new EngineBench();
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(() => bench.Engine.StartAsync(null));
        return bench;
    }

    private static void Follow(EngineBench bench) => bench.Do(() => bench.Engine.Tasks.Run("follow", bench.Engine.FollowLeaseAsync));

    private static DenialSet Denials(EngineBench bench, Symbol? symbol = null)
    {
        var intent = bench.Plan(symbol: symbol);
        return bench.Denials(intent);
    }

    private static string Id(TradeState trade, OrderPurpose purpose) => trade.Orders.First(o => o.Purpose == purpose).ClientOrderId.Value;

    private static VenueOrder Resting(string id) => new()
    {
        VenueOrderId = 1,
        ClientOrderId = id,
        Symbol = EngineBench.Eth,
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        Status = VenueOrderStatus.New,
        Quantity = new Quantity(0.1m),
        FilledQuantity = Quantity.Zero,
        ReduceOnly = false,
        UpdatedAtUtc = DateTimeOffset.UnixEpoch,
    };
}
