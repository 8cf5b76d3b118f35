using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

public sealed class LiquidationDistanceTests
{
    [Theory]
    [InlineData(Direction.Long, PositionSide.Both, 96, 0.04)]
    [InlineData(Direction.Short, PositionSide.Both, 104, 0.04)]
    [InlineData(Direction.Long, PositionSide.Both, 100, 0.0)]
    [InlineData(Direction.Long, PositionSide.Both, 104, 0.0)] // passed
    [InlineData(Direction.Short, PositionSide.Both, 96, 0.0)]
    [InlineData(Direction.Long, PositionSide.Long, 96, 0.04)]
    [InlineData(Direction.Short, PositionSide.Short, 104, 0.04)]
    [InlineData(Direction.Long, PositionSide.Long, 100, 0.0)]
    public void Of_APriceOfTheVenue_IsTheShareOfTheMark(Direction direction, PositionSide side, int liquidation, double expected) =>
        Assert.Equal(new Fraction((decimal)expected), LiquidationDistance.Of(Position(direction, side, liquidation), new Price(100m)));

    [Theory]
    [InlineData(Direction.Short, PositionSide.Short, 96)]
    [InlineData(Direction.Long, PositionSide.Long, 104)]
    public void Of_TheLegThatWinsTowardsIt_IsNoDistance(Direction direction, PositionSide side, int liquidation) =>
        Assert.Null(LiquidationDistance.Of(Position(direction, side, liquidation), new Price(100m)));

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Of_NoPrice_IsNoDistance(int? liquidation) =>
        Assert.Null(LiquidationDistance.Of(Position(Direction.Long, PositionSide.Both, liquidation), new Price(100m)));

    private static VenuePosition Position(Direction direction, PositionSide side, int? liquidation) => new()
    {
        Symbol = Symbol.Create("BTCUSDT"),
        Direction = direction,
        PositionSide = side,
        Quantity = new Quantity(1m),
        EntryPrice = new Price(100m),
        MarkPrice = new Price(100m),
        UnrealisedPnl = Usd.Zero,
        Leverage = Leverage.One,
        Margin = Usd.Zero,
        LiquidationPrice = liquidation is { } price ? new Price(price) : null,
    };
}
