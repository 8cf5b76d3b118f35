namespace QuantumTrader.FakeVenue;

/// <summary>A perpetual contract's rules. Prices in USDT, quantities in the base asset; 0 as a bound means none.</summary>
public sealed record VenueInstrument
{
    public required string Symbol { get; init; }

    public required string BaseAsset { get; init; }

    public string QuoteAsset { get; init; } = "USDT";

    public required decimal TickSize { get; init; }

    public required decimal StepSize { get; init; }

    public required decimal QuantityMin { get; init; }

    public required decimal QuantityMax { get; init; }

    public required decimal MarketQuantityMin { get; init; }

    public required decimal MarketQuantityMax { get; init; }

    public required decimal MarketStepSize { get; init; }

    public decimal PriceMin { get; init; }

    public decimal PriceMax { get; init; }

    public decimal NotionalMin { get; init; } = 5m;

    /// <summary>A price may be at most mark × this.</summary>
    public decimal PercentUp { get; init; } = 1.05m;

    /// <summary>A price must be at least mark × this.</summary>
    public decimal PercentDown { get; init; } = 0.95m;

    /// <summary>Decimals of a price that parse at all; not the tick.</summary>
    public int PricePrecision { get; init; } = 8;

    /// <summary>Decimals of a quantity that parse at all; not the step.</summary>
    public int QuantityPrecision { get; init; } = 8;

    /// <summary>How far from the mark a market order may trade, as a fraction.</summary>
    public decimal MarketTakeBound { get; init; } = 0.05m;

    public decimal LiquidationFee { get; init; } = 0.0125m;

    public decimal TriggerProtect { get; init; } = 0.05m;

    public int OrdersMax { get; init; } = 200;

    public long OnboardDateMs { get; init; } = 1_569_398_400_000;

    /// <summary>Ascending, the first floor 0.</summary>
    public required IReadOnlyList<VenueBracket> Brackets { get; init; }

    /// <summary>TRADING, PENDING_TRADING, PRE_SETTLE, SETTLING, CLOSE; the current one is the market's.</summary>
    public string Status { get; init; } = "TRADING";

    /// <summary>What the mark is until the price path says something.</summary>
    public required decimal PriceStart { get; init; }
}
