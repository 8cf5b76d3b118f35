using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Trades;

/// <summary>What the desk does when the venue does as it is told.</summary>
public sealed class TradeDeskTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Entry_ThatFillsWhole_GetsItsStopFromTheFillAndThenItsTargets()
    {
        _bench.Venue.Mark = 50_500m; // the order was decided at 50,000 and fills here
        var trade = _bench.Trade(OpenAt(50_500m));

        var stop = StopOf(trade);
        Assert.Equal(new Quantity(0.01m), stop.Quantity);
        Assert.Equal(new Price(49_995m), stop.TriggerPrice); // 1 % below the fill
        Assert.Equal(OrderSide.Sell, stop.Side);
        Assert.Equal(["StopMarket", "TakeProfitMarket", "TakeProfitMarket"], _bench.Venue.Calls.Skip(2).Select(c => c.Split(' ')[^1]));
        Assert.Equal(new Quantity(0.005m), trade.Orders.Single(o => o.Purpose == OrderPurpose.PartialTakeProfit).Quantity);
        Assert.Equal(new Quantity(0.005m), trade.Orders.Single(o => o.Purpose == OrderPurpose.TakeProfit).Quantity);
    }

    [Fact]
    public void Entry_OfAShort_GetsItsStopAbove()
    {
        var trade = _bench.Open(Direction.Short);

        var stop = StopOf(trade);
        Assert.Equal(new Price(50_500m), stop.TriggerPrice);
        Assert.Equal(OrderSide.Buy, stop.Side);
    }

    [Fact]
    public void Entry_ThatFillsInParts_HasAStopOverWhatIsHeldAfterEachAndTargetsOnlyAtTheEnd()
    {
        _bench.Venue.FillsOf = _ => 0.004m;
        var trade = _bench.Open();
        Assert.Equal(TradePhase.PartiallyFilled, trade.Phase);
        Assert.Equal(new Quantity(0.004m), StopOf(trade).Quantity);
        Assert.DoesNotContain(trade.Orders, o => o.Purpose == OrderPurpose.TakeProfit);

        _bench.Do(() => _bench.Venue.Fill(EntryOf(trade), 0.006m, 50_100m));

        trade = _bench.Trade(trade.TradeId);
        Assert.Equal(TradePhase.Open, trade.Phase);
        Assert.Equal(new Quantity(0.01m), StopOf(trade).Quantity);
        Assert.Contains(trade.Orders, o => o.Purpose == OrderPurpose.TakeProfit);
        Assert.Equal(new Price(50_060m), trade.EntryPrice);
        Assert.Equal(new Price(49_559.4m), StopOf(trade).TriggerPrice);
    }

    [Fact]
    public void PartialTarget_Filled_MovesTheStopToTheEntryAndTheNewOneComesBeforeTheOldOneGoes()
    {
        var trade = _bench.Open();
        var old = StopOf(trade).ClientOrderId;
        _bench.Venue.Calls.Clear();

        _bench.Do(() => _bench.Venue.Fill(IdOf(trade, OrderPurpose.PartialTakeProfit), 0.005m, 50_750m));

        trade = _bench.Trade(trade.TradeId);
        var stop = StopOf(trade);
        Assert.Equal(new Price(50_000m), stop.TriggerPrice);
        Assert.Equal(new Quantity(0.005m), stop.Quantity);
        Assert.Equal([$"submit {stop.ClientOrderId} Sell 0.005 StopMarket", $"cancel {old}"], _bench.Venue.Calls);
    }

    [Theory]
    [InlineData(OrderPurpose.StopLoss, "STOP_LOSS")]
    [InlineData(OrderPurpose.TakeProfit, "TAKE_PROFIT")]
    public void Trade_ThatEnds_HasItsLeftOversCanceledAndNothingIsRemembered(OrderPurpose how, string reason)
    {
        var trade = _bench.Open();
        if (how == OrderPurpose.TakeProfit)
        {
            _bench.Do(() => _bench.Venue.Fill(IdOf(trade, OrderPurpose.PartialTakeProfit), 0.005m, 50_750m));
        }

        var open = _bench.Trade(trade.TradeId);
        _bench.Do(() => _bench.Venue.Fill(IdOf(open, how), open.QuantityOpen.Value, 51_000m));

        var closed = _bench.Trade(trade.TradeId);
        Assert.Equal(TradePhase.Closed, closed.Phase);
        Assert.Equal(reason, closed.ExitReason);
        Assert.Empty(closed.Orders);
        Assert.Empty(_bench.Venue.Orders);
        Assert.Equal(0, _bench.Engine.Desk.CareCount);
    }

    [Fact]
    public void Facts_OfATrade_AreToldOnceEvenWhenItsFillsAreToldTwice()
    {
        var trade = _bench.Open();
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        foreach (var fill in _bench.Venue.Fills)
        {
            _bench.Do(() => _bench.Venue.Listener!.OnUpdate(new ExchangeUpdate.Filled(fill)));
        }

        Assert.Equal(new Quantity(0.01m), Assert.Single(_bench.Of<TradeOpened>()).Quantity);
        Assert.Equal("SIGNAL_EXIT", Assert.Single(_bench.Of<TradeClosed>()).ExitReason);
        Assert.Equal(0.0m, _bench.Engine.Ledger.TotalNotional.Value);
    }

    [Fact]
    public void Facts_OfAFillToldTwiceWhileTheJournalWrites_AreToldOnce()
    {
        var trade = _bench.Open();
        _bench.Journal.HangsOn = typeof(OrderFilled);
        _bench.Venue.Mark = 49_000m;
        _bench.Do(() => _bench.Venue.Fill(IdOf(trade, OrderPurpose.StopLoss), 0.01m, 49_500m));
        var fill = _bench.Venue.Fills[^1];
        _bench.Do(() => _bench.Venue.Listener!.OnUpdate(new ExchangeUpdate.Filled(fill))); // waits for the disk already
        _bench.Do(() => _ = _bench.Bus.PublishAsync(new OrderFilled(new Guid("7a5e2f5c-0d0b-4c58-9a55-0f4f3a1c9e02"), _bench.Now, trade.TradeId)
        {
            Symbol = fill.Symbol,
            ClientOrderId = ClientOrderId.Create(fill.ClientOrderId),
            Purpose = OrderPurpose.StopLoss,
            FillId = fill.FillId,
            Side = fill.Side,
            Price = fill.Price,
            Quantity = fill.Quantity,
            Remaining = fill.Remaining,
            Fee = fill.Fee,
            RealisedPnl = fill.RealisedPnl,
        }).AsTask());

        _bench.Do(_bench.Journal.Release);

        Assert.Equal(2, _bench.Of<OrderFilled>().Count(f => f.FillId == 2)); // both were on their way to the journal
        Assert.Single(_bench.Of<TradeClosed>());
    }

    [Fact]
    public void Exit_SendsOneMarketOrderOverWhatIsHeld()
    {
        var trade = _bench.Open();
        _bench.Venue.Calls.Clear();

        _bench.Do(() =>
        {
            _bench.Engine.Desk.Exit(trade, ExitReasons.Timeout);
            _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit);
        });

        Assert.Single(_bench.Venue.Sent("submit"), c => c.EndsWith("Sell 0.01 Market", StringComparison.Ordinal));
        Assert.Equal(ExitReasons.Timeout, _bench.Trade(trade.TradeId).ExitReason);
    }

    [Fact]
    public void Exit_WhileTheEntryIsFilledInPart_CancelsTheRestOfTheEntryFirst()
    {
        _bench.Venue.FillsOf = i => i.Purpose == OrderPurpose.Entry ? 0.004m : i.Quantity.Value;
        var trade = _bench.Open();
        _bench.Venue.Calls.Clear();

        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));

        Assert.Equal($"cancel {EntryOf(trade)}", _bench.Venue.Calls[0]);
        Assert.EndsWith("Sell 0.004 Market", _bench.Venue.Calls[1], StringComparison.Ordinal);
        Assert.Equal(TradePhase.Closed, _bench.Trade(trade.TradeId).Phase);
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Exit_LargerThanTheVenueTakesAtOnce_GoesOutInPieces()
    {
        var trade = _bench.Open();
        _bench.Venue.FillsOf = _ => 0m;
        _bench.Venue.Hold(trade.Symbol, 150.01m);
        _bench.Do(() => _bench.Venue.Tell(EntryOf(trade), trade.Symbol, OrderSide.Buy, 150m, 50_000m)); // the venue's maximum is 100
        _bench.Venue.FillsOf = null;

        _bench.Do(() => _bench.Engine.Desk.Exit(_bench.Trade(trade.TradeId), ExitReasons.Manual));

        Assert.Equal(["Sell 100 Market", "Sell 50.01 Market"], _bench.Venue.Sent("submit").Where(c => c.EndsWith("Sell 100 Market", StringComparison.Ordinal) || c.EndsWith("Sell 50.01 Market", StringComparison.Ordinal)).Select(c => string.Join(' ', c.Split(' ')[2..])));
        Assert.Equal(TradePhase.Closed, _bench.Trade(trade.TradeId).Phase);
    }

    [Fact]
    public void Desk_WhilePaused_SendsAndCancelsNothing()
    {
        var trade = _bench.Open();
        _bench.Venue.Calls.Clear();
        _bench.Engine.Desk.Pause();

        _bench.Do(() =>
        {
            _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit);
            _bench.Venue.Fill(IdOf(trade, OrderPurpose.PartialTakeProfit), 0.005m, 50_750m);
        });

        Assert.Empty(_bench.Venue.Calls);
    }

    private TradeId OpenAt(decimal fill)
    {
        _bench.Venue.Mark = 50_000m;
        var intent = _bench.Plan();
        _bench.Venue.Mark = fill;
        _bench.Await(() => _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        return intent.TradeId;
    }

    private static TradeOrder StopOf(TradeState trade) => Assert.Single(trade.Orders, o => o.Purpose == OrderPurpose.StopLoss);

    private static string IdOf(TradeState trade, OrderPurpose purpose) => trade.Orders.Single(o => o.Purpose == purpose).ClientOrderId.Value;

    private static string EntryOf(TradeState trade) => ClientOrderIds.ForTrade(trade.TradeId, OrderPurpose.Entry, 0).Value;
}
