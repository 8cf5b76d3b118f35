using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Execution.Paper;

namespace QuantumTrader.Unit.Trades;

public sealed class ProtectionPlannerTests
{
    private static readonly Instrument Rules = VenueBench.Rules(VenueBench.Btc); // tick 0.1, step and minimum 0.001

    [Theory]
    [InlineData(TradePhase.Planned)]
    [InlineData(TradePhase.Submitted)]
    [InlineData(TradePhase.Working)]
    [InlineData(TradePhase.Unknown)]
    public void Next_NothingHeldAndNotOver_IsNothing(TradePhase phase) =>
        Assert.Null(Next(Open with { Phase = phase, QuantityOpen = Quantity.Zero, Orders = [Order("s", OrderPurpose.StopLoss, 1m, 99m)] }));

    [Fact]
    public void Next_AnExitIsOnItsWay_IsNothingAndTheStopStays() =>
        Assert.Null(Next(Open with { Phase = TradePhase.Closing, Orders = [Order("s", OrderPurpose.StopLoss, 1m, 99m)] }));

    [Theory]
    [InlineData(TradePhase.Closed)]
    [InlineData(TradePhase.Canceled)]
    public void Next_OverWithOrdersLeft_CancelsThemOneByOne(TradePhase phase)
    {
        var trade = Open with { Phase = phase, QuantityOpen = Quantity.Zero, Orders = [Order("t", OrderPurpose.TakeProfit, 1m, 103m)] };

        Assert.Equal("t", Assert.IsType<ProtectionAction.Cancel>(Next(trade)).Order.ClientOrderId.Value);
        Assert.Null(Next(trade with { Orders = [] }));
    }

    [Theory]
    [InlineData(Direction.Long, 100.05, 99.1)] // 99.0495 rounded towards the entry
    [InlineData(Direction.Short, 100.05, 101.0)] // 101.0505 rounded towards the entry
    public void Next_WithoutAStop_PlacesOneOverAllThatIsHeldNeverLooserThanAsked(Direction direction, decimal entry, decimal trigger)
    {
        var place = Assert.IsType<ProtectionAction.Place>(Next(Open with { Direction = direction, EntryPrice = new Price(entry) }));

        Assert.Equal(new ProtectionAction.Place(OrderPurpose.StopLoss, OrderType.StopMarket, new Quantity(1m), new Price(trigger)), place);
    }

    [Fact]
    public void Next_TheEntryIsFilledInPart_PlacesTheStopAndNoTargets()
    {
        var part = Open with { Phase = TradePhase.PartiallyFilled, QuantityOpen = new Quantity(0.4m) };

        Assert.Equal(new Quantity(0.4m), Assert.IsType<ProtectionAction.Place>(Next(part)).Quantity);
        Assert.Null(Next(part with { Orders = [Order("s", OrderPurpose.StopLoss, 0.4m, 99m)] }));
    }

    [Theory]
    [InlineData(0.9, 99.0)] // too small
    [InlineData(1.0, 98.9)] // elsewhere
    public void Next_AStopThatDoesNotFit_IsReplacedBeforeItIsCanceled(decimal quantity, decimal trigger)
    {
        var old = Order("old", OrderPurpose.StopLoss, quantity, trigger);
        Assert.IsType<ProtectionAction.Place>(Next(Open with { Orders = [old] }));

        var unsure = Order("new", OrderPurpose.StopLoss, 1m, 99m, TradeOrderStage.Unknown);
        Assert.IsNotType<ProtectionAction.Cancel>(Next(Open with { Orders = [old, unsure] }));

        var cancel = Assert.IsType<ProtectionAction.Cancel>(Next(Open with { Orders = [old, unsure with { Stage = TradeOrderStage.Working }] }));
        Assert.Equal("old", cancel.Order.ClientOrderId.Value);
    }

    [Fact]
    public void Next_AStopOfWhichNothingIsHeard_CountsAsPlaced() =>
        Assert.IsNotType<ProtectionAction.Cancel>(AssertNoStop(Next(Open with { Orders = [Order("s", OrderPurpose.StopLoss, 1m, 99m, TradeOrderStage.Unknown)] })));

    [Fact]
    public void Next_WithItsStop_PlacesThePartialTargetThenTheOtherOneThenNothing()
    {
        var stop = Order("s", OrderPurpose.StopLoss, 1m, 99m);
        var partial = Assert.IsType<ProtectionAction.Place>(Next(Open with { Orders = [stop] }));
        var rest = Assert.IsType<ProtectionAction.Place>(Next(Open with { Orders = [stop, Order("p", OrderPurpose.PartialTakeProfit, 0.5m, 101.5m)] }));

        Assert.Equal((OrderPurpose.PartialTakeProfit, new Quantity(0.5m), new Price(101.5m)), (partial.Purpose, partial.Quantity, partial.Trigger));
        Assert.Equal((OrderPurpose.TakeProfit, new Quantity(0.5m), new Price(103m)), (rest.Purpose, rest.Quantity, rest.Trigger));
        Assert.Null(Next(Open with { Orders = [stop, Order("p", OrderPurpose.PartialTakeProfit, 0.5m, 101.5m), Order("t", OrderPurpose.TakeProfit, 0.5m, 103m)] }));
    }

    [Theory]
    [InlineData(0.0, 1.0)] // no share
    [InlineData(0.0001, 1.0)] // below the step
    [InlineData(1.0, 1.0)] // nothing would be left
    public void Next_APartialTargetThatMakesNoSense_IsLeftOutAndTheOtherCoversAll(decimal share, decimal covered)
    {
        var place = Assert.IsType<ProtectionAction.Place>(Next(Open with { PartialShare = new Fraction(share), Orders = [Order("s", OrderPurpose.StopLoss, 1m, 99m)] }));

        Assert.Equal((OrderPurpose.TakeProfit, new Quantity(covered)), (place.Purpose, place.Quantity));
    }

    [Theory]
    [InlineData(Direction.Long, 100.05, 100.1)]
    [InlineData(Direction.Short, 100.05, 100.0)]
    public void Next_ThePartialTargetWasTaken_WantsTheStopAtTheEntry(Direction direction, decimal entry, decimal trigger)
    {
        var trade = Open with { Direction = direction, EntryPrice = new Price(entry), PartialTaken = true, QuantityOpen = new Quantity(0.5m) };

        var place = Assert.IsType<ProtectionAction.Place>(Next(trade));

        Assert.Equal((new Quantity(0.5m), new Price(trigger)), (place.Quantity, place.Trigger));
    }

    [Fact]
    public void Next_AskedUntilNothingIsLeft_EndsAndDoesNotPlaceAnythingTwice()
    {
        var trade = Open;
        var placed = new List<OrderPurpose>();
        for (var i = 0; i < 10 && Next(trade) is ProtectionAction.Place place; i++)
        {
            placed.Add(place.Purpose);
            trade = trade with { Orders = [.. trade.Orders, Order($"o{i}", place.Purpose, place.Quantity.Value, place.Trigger.Value)] };
        }

        Assert.Equal([OrderPurpose.StopLoss, OrderPurpose.PartialTakeProfit, OrderPurpose.TakeProfit], placed);
    }

    private static ProtectionAction? AssertNoStop(ProtectionAction? action)
    {
        Assert.False(action is ProtectionAction.Place { Purpose: OrderPurpose.StopLoss });
        return action;
    }

    private static ProtectionAction? Next(TradeState trade) => ProtectionPlanner.Next(trade, Rules);

    private static TradeState Open => new()
    {
        TradeId = TradeId.Create("1-1"),
        Symbol = VenueBench.Btc,
        Direction = Direction.Long,
        Phase = TradePhase.Open,
        QuantityPlanned = new Quantity(1m),
        QuantityEntered = new Quantity(1m),
        QuantityOpen = new Quantity(1m),
        EntryPrice = new Price(100m),
        Leverage = Leverage.One,
        ReferencePrice = new Price(100m),
        StopLoss = new Fraction(0.01m),
        TakeProfit = new Fraction(0.03m),
        PartialTakeProfit = new Fraction(0.015m),
        PartialShare = new Fraction(0.5m),
    };

    private static TradeOrder Order(string id, OrderPurpose purpose, decimal quantity, decimal trigger, TradeOrderStage stage = TradeOrderStage.Working) => new()
    {
        ClientOrderId = ClientOrderId.Create(id),
        Purpose = purpose,
        Side = OrderSide.Sell,
        Type = purpose == OrderPurpose.StopLoss ? OrderType.StopMarket : OrderType.TakeProfitMarket,
        Quantity = new Quantity(quantity),
        TriggerPrice = new Price(trigger),
        Stage = stage,
    };
}
