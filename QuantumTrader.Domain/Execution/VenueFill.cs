using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>One execution. <see cref="FillId"/> grows over the whole account, and with the symbol it is unique: the key for dropping duplicates.</summary>
public sealed record VenueFill
{
    public required long FillId { get; init; }
    public required long VenueOrderId { get; init; }
    public required string ClientOrderId { get; init; }
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public PositionSide PositionSide { get; init; }
    public required Price Price { get; init; }
    public required Quantity Quantity { get; init; }

    /// <summary>Positive is a cost. Of one that was paid in another currency: what it was worth.</summary>
    public required Usd Fee { get; init; }

    /// <summary>The fee was paid in another currency, so that it did not come out of the wallet.</summary>
    public bool FeeIsElsewhere { get; init; }

    /// <summary>What came out of the wallet.</summary>
    public Usd FeeFromWallet => FeeIsElsewhere ? Usd.Zero : Fee;

    /// <summary>Before fees; zero for a fill that opens or adds.</summary>
    public required Usd RealisedPnl { get; init; }

    /// <summary>What is left of the order after this fill.</summary>
    public required Quantity Remaining { get; init; }

    public required DateTimeOffset AtUtc { get; init; }

    /// <summary>The venue itself made this fill to take the position away.</summary>
    public bool IsLiquidation { get; init; }
}
