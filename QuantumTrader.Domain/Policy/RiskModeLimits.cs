using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy;

/// <summary>What one risk mode allows.</summary>
public sealed record RiskModeLimits
{
    /// <summary>(0, 125].</summary>
    public required Leverage LeverageMax { get; init; }

    /// <summary>(0, 1]: what a trade may lose at its stop, as a share of equity.</summary>
    public required Fraction RiskPerTradeMax { get; init; }

    /// <summary>(0, 1]: of the day's opening equity; at the limit no new risk until the next UTC day.</summary>
    public required Fraction DailyDrawdownMax { get; init; }

    /// <summary>1 to 100.</summary>
    public required int PositionsMax { get; init; }

    /// <summary>[0, 1].</summary>
    public required double ConfidenceMin { get; init; }

    /// <summary>(0, 2]: multiplies the sizer's result, before the caps.</summary>
    public required Fraction ScalingFactor { get; init; }

    /// <summary>Largest notional of one position.</summary>
    public required Usd PositionSizeCap { get; init; }

    public bool EnableRl { get; init; } = true;
    public bool EnableClm { get; init; } = true;
}
