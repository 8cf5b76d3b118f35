namespace QuantumTrader.Domain.Units;

public static class DirectionExtensions
{
    /// <summary>+1 for a long, -1 for a short.</summary>
    public static int Sign(this Direction direction) => direction == Direction.Long ? 1 : -1;

    public static OrderSide EntrySide(this Direction direction) => direction == Direction.Long ? OrderSide.Buy : OrderSide.Sell;

    public static OrderSide ExitSide(this Direction direction) => direction == Direction.Long ? OrderSide.Sell : OrderSide.Buy;

    public static OrderSide Opposite(this OrderSide side) => side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;

    public static Direction EntryDirection(this OrderSide side) => side == OrderSide.Buy ? Direction.Long : Direction.Short;
}
