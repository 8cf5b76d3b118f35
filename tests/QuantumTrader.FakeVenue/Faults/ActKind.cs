namespace QuantumTrader.FakeVenue.Faults;

/// <summary>What can happen at the venue without a call of the client.</summary>
public enum ActKind
{
    /// <summary>The symbol is settled and closed.</summary>
    Delist,

    /// <summary>A position is closed as a liquidation (client id <c>autoclose-…</c>), without its fee.</summary>
    Liquidate,

    /// <summary>The account is in liquidation, or no longer: its orders are refused with -2023.</summary>
    LiquidationMode,

    /// <summary>A position, or a part of it, is deleveraged (client id <c>adl_autoclose…</c>).</summary>
    Deleverage,

    /// <summary>Another client turns hedge mode on or off; refused with a position or an order open, as at the venue.</summary>
    PositionMode,

    /// <summary>Another client changes the leverage of a symbol.</summary>
    Leverage,

    /// <summary>Another client trades at market.</summary>
    Trade,

    /// <summary>Another client cancels every order of a symbol, conditional ones too.</summary>
    CancelAll,

    /// <summary>The book becomes thinner or thicker: what a market order finds, and how much of a resting order one tick fills.</summary>
    Depth,

    /// <summary>A price jumps.</summary>
    Mark,

    /// <summary>Triggered conditional orders of a symbol get stuck in TRIGGERING, or go on.</summary>
    HoldTriggers,

    /// <summary>Funding is settled now.</summary>
    Funding,

    /// <summary>The venue's clock is off by so much.</summary>
    Skew,

    /// <summary>Money comes or goes.</summary>
    Transfer,
}
