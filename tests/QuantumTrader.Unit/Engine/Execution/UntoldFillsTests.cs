using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>
/// The rest of an entry fills and the stream leaves it out, though it tells what comes after. Whatever the book takes the trade for
/// meanwhile, what that fill opened must not be left without a trade, a stop and an exit.
/// </summary>
public sealed class UntoldFillsTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Exit_TheRestOfTheEntryFilledUntold_IsNotTakenForCanceledAndIsClosedToo()
    {
        var trade = OpenHalfAndFillTheRestUntold();

        _bench.Do(() => _bench.Engine.Desk.Exit(_bench.Trade(trade), ExitReasons.SignalExit));
        _bench.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Equal((TradePhase.Closed, new Quantity(0.01m)), (_bench.Trade(trade).Phase, _bench.Trade(trade).QuantityEntered));
        Assert.DoesNotContain(_bench.Of<OrderEnded>(), e => e.Purpose == OrderPurpose.Entry);
        Assert.Single(_bench.Of<TradeClosed>());
    }

    [Fact]
    public void Exit_TheVenueCannotSayWhatBecameOfTheRest_ClosesWhatIsKnownAtOnceAndTheRestLater()
    {
        var trade = OpenHalfAndFillTheRestUntold();
        _bench.Venue.Fails.Add("find");

        _bench.Do(() => _bench.Engine.Desk.Exit(_bench.Trade(trade), ExitReasons.SignalExit));
        Assert.Equal(0.006m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.False(_bench.Trade(trade).IsOver);

        _bench.Venue.Fails.Clear();
        Compare(3);

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Equal(TradePhase.Closed, _bench.Trade(trade).Phase);
    }

    [Fact]
    public void Compare_ATradeIsOverButForAFillOlderThanTheLast_IsOpenAgainAndProtected()
    {
        var trade = CloseHalfUntold(_bench);
        Assert.True(_bench.Trade(trade).IsOver);
        Assert.Equal(3, _bench.Engine.Ledger.LastFillId);

        Compare(1);

        Assert.Equal((TradePhase.Open, new Quantity(0.006m)), (_bench.Trade(trade).Phase, _bench.Trade(trade).QuantityOpen));
        Assert.Equal(0.006m, StopOf(_bench).Quantity.Value);
        Compare(2);
        Assert.Equal(0.006m, _bench.Engine.Ledger.Find(EngineBench.Btc, PositionSide.Both)!.SignedQuantity);
        Assert.Equal(TradingMode.Active, _bench.Engine.Mode.Mode);
        Assert.Empty(_bench.Book.Faults);
    }

    [Fact]
    public void Compare_TheFillsCannotBeReadWhileTheLedgerDiffers_AreAskedForUntilTheBookHasThem()
    {
        var trade = CloseHalfUntold(_bench);
        _bench.Venue.Fails.Add("fills");
        Compare(1);
        _bench.Venue.Hold(EngineBench.Btc, 0m); // they agree again, and the fill is still untold
        Compare(1);
        Assert.True(_bench.Trade(trade).IsOver);

        _bench.Venue.Fails.Clear();
        Compare(1);

        Assert.Equal(new Quantity(0.01m), _bench.Trade(trade).QuantityEntered);
    }

    [Fact]
    public void TakeOver_ATradeIsOverButForAFillOlderThanTheLast_IsToldItAndKeepsItsName()
    {
        var trade = CloseHalfUntold(_bench);
        using var next = new EngineBench(venueOf: _bench);
        next.Book.Load(_bench.Trade(trade));
        next.Lease.Give(5);
        next.Await(() => next.Engine.StartAsync(null));
        next.Pass(TimeSpan.FromSeconds(1));

        Assert.Empty(next.Of<TradeRecovered>());
        Assert.Equal((TradePhase.Open, new Quantity(0.006m)), (next.Trade(trade).Phase, next.Trade(trade).QuantityOpen));
        Assert.Equal(0.006m, StopOf(next).Quantity.Value);
    }

    [Fact]
    public void TakeOver_TheDiskKeepsTheFillFromTheBook_WaitsInsteadOfMakingASecondTradeOfIt()
    {
        var trade = CloseHalfUntold(_bench);
        using var next = new EngineBench(venueOf: _bench);
        next.Book.Load(_bench.Trade(trade));
        next.Lease.Give(5);
        next.Journal.HangsOn = typeof(OrderFilled);
        next.Do(() => next.Engine.Tasks.Run("start", () => next.Engine.StartAsync(null)));
        next.Pass(TimeSpan.FromSeconds(20));
        Assert.True(next.Trade(trade).IsOver);

        next.Do(next.Journal.Release);
        next.Pass(TimeSpan.FromSeconds(5));

        Assert.Empty(next.Of<TradeRecovered>());
        Assert.Equal(new Quantity(0.006m), next.Trade(trade).QuantityOpen);
        Assert.Equal(0.006m, StopOf(next).Quantity.Value);
    }

    [Fact]
    public void Fill_ToldAgainWhileItWaitsForTheDisk_IsJournaledOnce()
    {
        OpenHalfAndFillTheRestUntold();
        var fill = _bench.Venue.Fills[1];
        _bench.Journal.Fault = Fault.Hangs;

        _bench.Do(() => _bench.Engine.Updates.OnFill(fill));
        _bench.Do(() => _bench.Engine.Updates.OnFill(fill));
        Assert.Equal(1, _bench.Engine.Updates.FillsOnTheirWay);
        _bench.Do(_bench.Journal.Release);

        Assert.Equal(0, _bench.Engine.Updates.FillsOnTheirWay);
        Assert.Single(_bench.Of<OrderFilled>(), f => f.FillId == fill.FillId);
    }

    [Fact]
    public void Fill_ThatARecoveredTradeCounts_IsNotCountedForTheTradeThatItNamesToo()
    {
        var trade = CloseHalfUntold(_bench);
        var fill = _bench.Venue.Fills[1];
        _bench.Do(() => _ = _bench.Bus.PublishAsync(new TradeRecovered(new Guid("7a5e2f5c-0d0b-4c58-9a55-0f4f3a1c9e01"), _bench.Now, TradeId.Create("9-1"))
        {
            Symbol = EngineBench.Btc,
            Direction = Direction.Long,
            Quantity = fill.Quantity,
            EntryPrice = fill.Price,
            Leverage = Leverage.One,
            OpenedAtUtc = fill.AtUtc,
            StopLoss = new Fraction(0.01m),
            TakeProfit = new Fraction(0.03m),
            PartialTakeProfit = new Fraction(0.015m),
            PartialShare = new Fraction(0.5m),
            FillIds = [fill.FillId],
            Orders = [],
        }).AsTask());

        _bench.Do(() => _bench.Engine.Updates.OnFill(fill));

        Assert.True(_bench.Trade(trade).IsOver);
        Assert.Equal(0.006m, _bench.Book.Open.Sum(t => t.QuantityOpen.Value));
    }

    /// <summary>0.004 of 0.01 fill and are told, 0.006 fill and are not.</summary>
    private TradeId OpenHalfAndFillTheRestUntold()
    {
        _bench.Venue.FillsOf = i => i.Purpose == OrderPurpose.Entry ? 0.004m : i.Quantity.Value;
        var trade = _bench.Open();
        _bench.Venue.Tells = false;
        _bench.Do(() => _bench.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.Entry).ClientOrderId.Value, 0.006m, 50_000m));
        _bench.Venue.Tells = true;
        return trade.TradeId;
    }

    /// <summary>The entry is said to be canceled and the stop closes what is known; 0.006 are held and nobody's.</summary>
    private TradeId CloseHalfUntold(EngineBench bench)
    {
        var trade = OpenHalfAndFillTheRestUntold();
        var entry = bench.Trade(trade).Orders.Single(o => o.Purpose == OrderPurpose.Entry);
        bench.Do(() => bench.Venue.Publish(bench.Venue.Known[entry.ClientOrderId.Value] with { Status = VenueOrderStatus.Canceled }));
        bench.Do(() => bench.Venue.Fill(bench.Trade(trade).Orders.First(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.004m, 49_500m));
        bench.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(0.006m, bench.Venue.HeldOf(EngineBench.Btc));
        return trade;
    }

    private static VenueOrder StopOf(EngineBench bench) => Assert.Single(bench.Venue.Orders, o => o.Type == OrderType.StopMarket);

    private void Compare(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _bench.Pass(_bench.Settings.Execution.ReconcileInterval);
            _bench.Await(_bench.Engine.ReconcileAsync);
        }
    }
}
