using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>One position: the net one of a symbol, or its long or short leg in hedge mode. A short has a negative amount.</summary>
internal sealed class PaperLeg(PositionSide side)
{
    public PositionSide Side { get; } = side;

    public decimal Amount { get; private set; }

    /// <summary>Volume-weighted price of what is held; zero when flat.</summary>
    public decimal Entry { get; private set; }

    public bool IsFlat => Amount == 0m;

    public decimal UnrealisedAt(decimal mark) => Amount * (mark - Entry);

    /// <summary>How much an order of this side could take away.</summary>
    public decimal ReducibleBy(OrderSide side) => Math.Max(side == OrderSide.Sell ? Amount : -Amount, 0m);

    /// <summary>Books a signed execution; returns the profit of what it closed. What goes beyond flat opens the other way at <paramref name="price"/>.</summary>
    public decimal Apply(decimal signed, decimal price)
    {
        if (IsFlat || Math.Sign(Amount) == Math.Sign(signed))
        {
            Entry = IsFlat ? price : ((Amount * Entry) + (signed * price)) / (Amount + signed);
            Amount += signed;
            return 0m;
        }

        var closed = Math.Min(Math.Abs(Amount), Math.Abs(signed));
        var realised = closed * (price - Entry) * Math.Sign(Amount);
        var left = Amount + signed;
        if (left == 0m || Math.Sign(left) == Math.Sign(signed)) Entry = left == 0m ? 0m : price;
        Amount = left == 0m ? 0m : left; // a plain zero: 0.000 would make a restored account differ in its digits
        return realised;
    }

    public void Restore(PaperLegState state) => (Amount, Entry) = (state.Amount, state.EntryPrice.Value);
}
