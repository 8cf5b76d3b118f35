namespace QuantumTrader.FakeVenue;

/// <summary>What a new order asks for, read but not yet judged. Quantities in the base asset, prices in USDT.</summary>
public sealed record OrderRequest
{
    public required string Symbol { get; init; }

    public required OrderSide Side { get; init; }

    public PositionSide PositionSide { get; init; }

    public required OrderType Type { get; init; }

    public TimeInForce? TimeInForce { get; init; }

    public decimal? Quantity { get; init; }

    public decimal? Price { get; init; }

    public bool ReduceOnly { get; init; }

    /// <summary>Null: the venue makes one.</summary>
    public string? ClientId { get; init; }

    public long GoodTillMs { get; init; }

    public string PriceMatch { get; init; } = "NONE";

    public string SelfTradePrevention { get; init; } = "EXPIRE_MAKER";

    /// <summary>Every fill so far and none later: RESULT. ACK answers before matching.</summary>
    public bool WantsResult { get; init; }
}
