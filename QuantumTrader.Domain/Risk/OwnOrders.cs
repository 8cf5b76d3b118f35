using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>Our own orders of the other side of a symbol that may rest at the venue, whichever trade they belong to.</summary>
/// <param name="Count">How many.</param>
/// <param name="Nearest">The lowest selling price, or the highest buying price, of those whose price is known.</param>
/// <param name="AnyUnpriced">The price of at least one is not known, so that any order may meet it.</param>
public readonly record struct OwnOrders(int Count, Price? Nearest, bool AnyUnpriced)
{
    public static readonly OwnOrders None = new(0, null, false);

    /// <summary>One more order.</summary>
    /// <param name="side">Of that order.</param>
    public OwnOrders With(OrderSide side, Price? price) => new(Count + 1, price is { } known ? NearerOf(side, known) : Nearest, AnyUnpriced || price is null);

    /// <summary>Whether an order could be filled by one of these: at the market by each, with a limit by those at or inside it.</summary>
    public bool MayMeet(OrderSide side, Price? limit) =>
        Count != 0 && (AnyUnpriced || limit is not { } asked || Nearest is not { } nearest || (side == OrderSide.Buy ? asked >= nearest : asked <= nearest));

    private Price NearerOf(OrderSide side, Price price) =>
        Nearest is not { } nearest || (side == OrderSide.Sell ? price < nearest : price > nearest) ? price : nearest;
}
