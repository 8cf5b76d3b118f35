namespace QuantumTrader.FakeVenue.Faults;

/// <summary>One act; which members it needs depends on its kind.</summary>
public sealed record VenueAct
{
    public required ActKind Act { get; init; }

    public string Account { get; init; } = VenueKey.Default.AccountId;

    /// <summary>For every kind but PositionMode, Skew and Transfer.</summary>
    public string? Symbol { get; init; }

    /// <summary>Of the position or the trade; Both in one-way mode.</summary>
    public PositionSide PositionSide { get; init; } = PositionSide.Both;

    /// <summary>Of the trade.</summary>
    public OrderSide Side { get; init; }

    /// <summary>Of the trade, or what is deleveraged (null is all); base asset.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Of a Mark; USDT.</summary>
    public decimal? Price { get; init; }

    /// <summary>Of a Transfer; USDT, negative is out.</summary>
    public decimal? Amount { get; init; }

    public int? Leverage { get; init; }

    /// <summary>Of PositionMode (hedge), HoldTriggers (stuck) and LiquidationMode.</summary>
    public bool On { get; init; } = true;

    /// <summary>Of a Depth; null leaves it as it is.</summary>
    public int? Levels { get; init; }

    /// <summary>Of a Depth; USDT on each level.</summary>
    public decimal? NotionalPerLevel { get; init; }

    /// <summary>Of a Depth; USDT of one resting order that one tick fills. Null fills it whole.</summary>
    public decimal? RestingFillMax { get; init; }

    /// <summary>Of a Skew; added to the venue's clock.</summary>
    public long? Milliseconds { get; init; }
}
