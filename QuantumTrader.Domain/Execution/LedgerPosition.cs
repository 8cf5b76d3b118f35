using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>One leg as the ledger keeps it; changed in place, because it is marked on every bar.</summary>
public sealed class LedgerPosition(Symbol symbol, PositionSide side)
{
    public Symbol Symbol { get; } = symbol;

    public PositionSide Side { get; } = side;

    /// <summary>Positive is long, negative is short, zero is flat.</summary>
    public decimal SignedQuantity => Held.SignedQuantity;

    /// <summary>Volume-weighted; meaningless while flat.</summary>
    public Price EntryPrice => Held.EntryPrice;

    /// <summary>Now.</summary>
    internal LegState Held { get; set; }

    /// <summary>Up to the fill to which the ledger is settled.</summary>
    internal LegState Settled { get; set; }

    public Price MarkPrice { get; internal set; }

    public Usd UnrealisedPnl { get; private set; }

    public bool IsFlat => SignedQuantity == 0m;

    /// <summary>A leg of the hedge mode holds its own direction only.</summary>
    internal bool IsPossible => Side == PositionSide.Both || Direction == (Side == PositionSide.Long ? Direction.Long : Direction.Short);

    public Direction Direction => SignedQuantity < 0m ? Direction.Short : Direction.Long;

    public Quantity Quantity => new(Math.Abs(SignedQuantity));

    public Usd Notional { get; private set; }

    internal VenuePosition AsTold() => new()
    {
        Symbol = Symbol,
        Direction = Direction,
        PositionSide = Side,
        Quantity = Quantity,
        EntryPrice = EntryPrice,
        MarkPrice = MarkPrice.IsValid ? MarkPrice : EntryPrice,
        UnrealisedPnl = UnrealisedPnl,
        Leverage = Leverage.One,
        Margin = Usd.Zero,
    };

    /// <summary>After any change of quantity, entry or mark.</summary>
    internal void Reckon()
    {
        UnrealisedPnl = IsFlat ? Usd.Zero : new((MarkPrice.Value - EntryPrice.Value) * SignedQuantity);
        Notional = MarkPrice * Quantity;
    }
}
