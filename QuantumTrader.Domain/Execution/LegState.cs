using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>What one leg holds, and at which average.</summary>
/// <param name="SignedQuantity">Positive is long, negative is short, zero is flat.</param>
/// <param name="EntryPrice">Volume-weighted; meaningless while flat.</param>
public readonly record struct LegState(decimal SignedQuantity, Price EntryPrice)
{
    public LegState After(VenueFill fill)
    {
        var change = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        return new LegState(SignedQuantity + change, EntryAfter(change, fill.Price));
    }

    private Price EntryAfter(decimal change, Price price)
    {
        var after = SignedQuantity + change;
        if (SignedQuantity == 0m || Math.Sign(SignedQuantity) != Math.Sign(after))
        {
            return price; // Opened, closed or flipped: what is held now was bought here.
        }

        return Math.Sign(SignedQuantity) == Math.Sign(change)
            ? new Price(((EntryPrice.Value * SignedQuantity) + (price.Value * change)) / after)
            : EntryPrice;
    }
}
