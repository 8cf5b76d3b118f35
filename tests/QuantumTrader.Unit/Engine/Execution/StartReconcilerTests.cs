using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>A second process finds what the first one left at the venue and in the journal.</summary>
public sealed class StartReconcilerTests
{
    [Fact]
    public void Start_TheVenueCannotBeRead_NothingTradesUntilItCan()
    {
        using var bench = new EngineBench();
        bench.Venue.Fails.Add("account");
        bench.Do(() => bench.Engine.Tasks.Run("start", () => bench.Engine.StartAsync(null)));

        bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(TradingMode.Halted, bench.Engine.Mode.Mode);

        bench.Venue.Fails.Clear();
        bench.Until(() => bench.Engine.Mode.Mode == TradingMode.Active, "trading began");
    }

    [Fact]
    public void Start_ThePolicyCannotBeRead_DeniesEntriesUntilItCanAndNeverTradesOnADefault()
    {
        using var bench = new EngineBench();
        bench.Await(() => bench.Policies.WriteAsync(DefaultPolicy.Create(bench.Now) with { EntriesPerMinuteMax = 1 }, 0, CancellationToken.None));
        bench.Policies.Fault = Fault.Fails;
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Step();

        Assert.True((Denials(bench) & DenialSet.PolicyMissing) != 0);
        bench.Policies.Fault = Fault.None;
        bench.Await(bench.Engine.RefreshPolicyAsync);
        bench.Step();

        Assert.Equal(DenialSet.None, Denials(bench));
        Assert.Equal(1, bench.Engine.Policy.Snapshot.Policy!.EntriesPerMinuteMax);
        Assert.Equal(1, bench.Policies.Writes);
    }

    [Fact]
    public void Start_TheStoreIsEmptyWhenItComesBack_TheFirstPolicyIsWrittenThen()
    {
        using var bench = new EngineBench();
        bench.Policies.Fault = Fault.Fails;
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Policies.Fault = Fault.None;

        bench.Await(bench.Engine.RefreshPolicyAsync);

        Assert.Equal(1, bench.Policies.Current!.Version);
    }

    private static DenialSet Denials(EngineBench bench)
    {
        var intent = bench.Plan();
        return bench.Denials(intent);
    }

    [Fact]
    public void Start_AFillThatWasMissed_ReachesTheTradeAndIsCountedOnce()
    {
        using var old = EngineBench.Started();
        var trade = old.Open();
        old.Venue.Tells = false; // the process is gone; its stop fills
        old.Venue.Mark = 49_500m;
        old.Do(() => old.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));

        using var bench = Reborn(old);

        Assert.Equal(ExitReasons.StopLoss, bench.Trade(trade.TradeId).ExitReason);
        Assert.Single(bench.Of<TradeClosed>());
        Assert.Single(bench.Of<OrderFilled>()); // the entry's was in the journal already
        Assert.Equal(0, bench.Engine.Ledger.OpenCount);
        Assert.Equal(2, bench.Engine.Ledger.LastFillId);
        Assert.Empty(bench.Trade(trade.TradeId).Orders);
        Assert.Empty(bench.Venue.Orders);
    }

    [Theory]
    [InlineData("account", 1)] // in the account's reading already
    [InlineData("orders", 1)] // after it
    [InlineData("conditionals", 1)] // after the orders too
    public void Start_AFillWhileTheVenueIsRead_IsCountedOnce(string question, int time)
    {
        using var bench = new EngineBench();
        bench.Venue.OnAsk = asked =>
        {
            if (asked == question && bench.Venue.Asked[question] == time)
            {
                bench.Venue.Tell("web_1", EngineBench.Btc, OrderSide.Buy, 0.5m, 50_000m);
            }
        };

        bench.Await(() => bench.Engine.StartAsync(null));

        Assert.Equal(0.5m, Assert.Single(bench.Engine.Ledger.Legs, l => !l.IsFlat).SignedQuantity);
    }

    /// <summary>Something is held that no trade explains, so that the symbol's fills are asked for.</summary>
    [Theory]
    [InlineData("fills", 1)]
    [InlineData("fills", 2)]
    [InlineData("account", 2)]
    [InlineData("account", 3)]
    public void Start_AFillWhileWhatIsNotExplainedIsAskedFor_IsCountedOnce(string question, int time)
    {
        using var bench = new EngineBench();
        bench.Venue.Tell("web_0", EngineBench.Btc, OrderSide.Buy, 0.25m, 50_000m);
        bench.Venue.OnAsk = asked =>
        {
            if (asked == question && bench.Venue.Asked[question] == time)
            {
                bench.Venue.Tell("web_1", EngineBench.Btc, OrderSide.Buy, 0.5m, 50_000m);
            }
        };

        bench.Await(() => bench.Engine.StartAsync(null));
        foreach (var fill in bench.Venue.Fills)
        {
            bench.Do(() => bench.Engine.Updates.OnFill(fill)); // the stream tells it late
        }

        Assert.Equal(0.75m, Assert.Single(bench.Engine.Ledger.Legs, l => !l.IsFlat).SignedQuantity);
    }

    /// <summary>Where nothing can be missing, nothing is asked of each trade: with many of them it would take minutes of what may be asked.</summary>
    [Fact]
    public void Start_AnAccountAsTheTradesLeftIt_AsksForNoFillAndNoOrder()
    {
        using var old = EngineBench.Started();
        old.Open();
        old.Open(Direction.Short, symbol: EngineBench.Eth);

        using var bench = Reborn(old);

        Assert.Equal((0, 0), (bench.Venue.Asked.GetValueOrDefault("fills"), bench.Venue.Asked.GetValueOrDefault("find")));
        Assert.Equal(2, bench.Engine.Ledger.OpenCount);
        Assert.Equal(2, bench.Engine.Ledger.LastFillId);
    }

    /// <summary>An order that the book believes to rest and the venue does not have is asked for, also when what is held fits.</summary>
    [Fact]
    public void Start_AnOrderThatIsNotThere_IsAskedFor()
    {
        using var old = EngineBench.Started();
        old.Open();
        old.Open(Direction.Short, symbol: EngineBench.Eth);
        old.Venue.Tells = false;
        old.Venue.Orders.RemoveAll(o => o.Symbol == EngineBench.Btc && o.Type == OrderType.StopMarket);

        using var bench = Reborn(old);

        Assert.True(bench.Venue.Asked["fills"] > 0);
        Assert.True(bench.Venue.Asked["find"] >= 3);
    }

    [Fact]
    public void Start_AnEarlierFillThatTheDiskLostThoughALaterOneWasSaved_IsCaughtUp()
    {
        using var old = EngineBench.Started();
        var btc = old.Open();
        old.Engine.Desk.Pause();
        old.Venue.Tells = false;
        old.Do(() => old.Venue.Fill(IdOf(btc, OrderPurpose.PartialTakeProfit), 0.005m, 50_750m)); // fill 2, lost
        old.Venue.Tells = true;
        var intent = old.Plan(symbol: EngineBench.Eth);
        old.Await(() => old.Engine.Executor.SubmitAsync(intent, "", null).AsTask()); // fill 3, saved

        using var bench = Reborn(old);

        Assert.Equal(new Quantity(0.005m), bench.Trade(btc.TradeId).QuantityOpen);
        Assert.True(bench.Trade(btc.TradeId).PartialTaken);
    }

    [Fact]
    public void Start_APlanThatWasNeverSent_IsDroppedAndNotSentLate()
    {
        using var old = EngineBench.Started();
        var intent = old.Plan();

        using var bench = Reborn(old);

        Assert.Equal(TradePhase.Canceled, bench.Trade(intent.TradeId).Phase);
        Assert.Equal("DROPPED", Assert.Single(bench.Of<OrderEnded>()).Reason);
        Assert.Empty(bench.Venue.Sent("submit"));
    }

    [Fact]
    public void Start_AnIntentInFlightThatTheVenueHas_BecomesATradeWithAStop()
    {
        using var old = EngineBench.Started();
        old.Engine.Desk.Pause();
        old.Venue.Tells = false;
        old.Venue.Hangs.Add("submit");
        var intent = old.Plan();
        old.Do(() => old.Engine.Tasks.Run("send", () => old.Engine.Executor.SubmitAsync(intent, "", null).AsTask()));

        using var bench = Reborn(old);

        Assert.Equal(TradePhase.Open, bench.Trade(intent.TradeId).Phase);
        Assert.Contains(bench.Trade(intent.TradeId).Orders, o => o.Purpose == OrderPurpose.StopLoss);
        Assert.Empty(bench.Venue.Sent($"submit {intent.ClientOrderId}")); // an entry is never sent again
    }

    [Fact]
    public void Start_AnIntentInFlightThatTheVenueDoesNotKnow_IsBelievedOnlyAfterTheDeadline()
    {
        using var old = EngineBench.Started();
        old.Venue.Outcome = _ => new SubmitOutcome.Unknown("lost");
        var intent = old.Plan();
        old.Await(() => old.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        old.Venue.Outcome = null;
        var began = old.Now;

        using var bench = Reborn(old);

        Assert.True(bench.Now - began >= bench.Settings.Execution.NotPlacedAfter);
        Assert.Equal(TradePhase.Canceled, bench.Trade(intent.TradeId).Phase);
    }

    [Fact]
    public void Start_AnOpenTradeWithoutItsStop_IsProtectedBeforeTheFirstBar()
    {
        using var old = EngineBench.Started();
        old.Engine.Desk.Pause();
        var trade = old.Open();
        Assert.Empty(trade.Orders);

        using var bench = Reborn(old);

        Assert.Contains(bench.Venue.Orders, o => o.Type == OrderType.StopMarket);
    }

    [Fact]
    public void Start_OrdersThatOutliveTheirTrade_AreCanceled()
    {
        using var old = EngineBench.Started();
        var trade = old.Open();
        old.Engine.Desk.Pause(); // it died between the close and the cancels
        old.Do(() => old.Venue.Tell("web_1", EngineBench.Btc, OrderSide.Sell, 0.01m, 50_000m));
        Assert.Equal(3, old.Venue.Orders.Count);

        using var bench = Reborn(old);

        Assert.Empty(bench.Venue.Orders);
        Assert.Empty(bench.Trade(trade.TradeId).Orders);
    }

    [Fact]
    public void Start_AnOrderThatEndedMeanwhile_IsEndedInTheBook()
    {
        using var old = EngineBench.Started();
        var trade = old.Open();
        old.Venue.Tells = false;
        old.Do(() => _ = old.Venue.CancelAllConditionalAsync(EngineBench.Btc, CancellationToken.None).AsTask());
        var stop = IdOf(trade, OrderPurpose.StopLoss);

        using var bench = Reborn(old);

        Assert.Contains(bench.Of<OrderEnded>(), e => e.ClientOrderId.Value == stop && e.Reason == "CANCELED");
        Assert.Single(bench.Venue.Orders, o => o.Type == OrderType.StopMarket); // and placed anew
    }

    private static string IdOf(TradeState trade, OrderPurpose purpose) => trade.Orders.Single(o => o.Purpose == purpose).ClientOrderId.Value;

    /// <summary>A new process on the same venue and journal.</summary>
    private static EngineBench Reborn(EngineBench old)
    {
        var book = new TradeBook();
        foreach (var line in old.Journal.ReadAfter(0))
        {
            book.Apply(in line);
        }

        var bench = new EngineBench(book, venueOf: old);
        bench.Await(() => bench.Engine.StartAsync(null));
        return bench;
    }
}
