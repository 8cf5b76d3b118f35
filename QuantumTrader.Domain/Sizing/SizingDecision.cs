using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>How large, how levered and how protected a trade shall be.</summary>
public readonly record struct SizingDecision
{
    public required Symbol Symbol { get; init; }

    /// <summary>After all caps, in whole cents; zero means no trade.</summary>
    public required Usd Notional { get; init; }

    /// <summary>After the policy's cap. It decides the margin, not the notional.</summary>
    public required Leverage Leverage { get; init; }

    /// <summary>What was chosen, before the policy's caps.</summary>
    public required Fraction SizeMultiplier { get; init; }

    public required ExitPlan ExitPlan { get; init; }

    public required string StateKey { get; init; }

    /// <summary>Empty when no cell of the table was used.</summary>
    public required string ActionKey { get; init; }

    public required SizingReason Reason { get; init; }
    public required bool IsHighVol { get; init; }

    /// <summary>A cap lowered the notional or the leverage.</summary>
    public required bool WasCapped { get; init; }

    public required Price Price { get; init; }

    public bool IsFallback => Reason == SizingReason.FallbackHighVol;

    /// <summary>Not yet rounded to the venue's step; zero without a valid price.</summary>
    public Quantity Quantity => Price.IsValid ? Notional.At(Price) : Quantity.Zero;
}
