namespace QuantumTrader.FakeVenue;

/// <summary>What a new conditional order asks for, read but not yet judged.</summary>
public sealed record AlgoRequest
{
    public required string Symbol { get; init; }

    public required OrderSide Side { get; init; }

    public PositionSide PositionSide { get; init; }

    public required OrderType Type { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public decimal? Quantity { get; init; }

    public decimal? Price { get; init; }

    public decimal? TriggerPrice { get; init; }

    public WorkingType WorkingType { get; init; }

    public bool ReduceOnly { get; init; }

    public bool ClosePosition { get; init; }

    public bool PriceProtect { get; init; }

    /// <summary>Trailing stops: from which price on the trail is followed.</summary>
    public decimal? ActivatePrice { get; init; }

    /// <summary>Trailing stops: percent, 0.1 to 20.</summary>
    public decimal? CallbackRate { get; init; }

    public string? ClientId { get; init; }

    public long GoodTillMs { get; init; }

    public string PriceMatch { get; init; } = "NONE";

    public string SelfTradePrevention { get; init; } = "EXPIRE_MAKER";
}
