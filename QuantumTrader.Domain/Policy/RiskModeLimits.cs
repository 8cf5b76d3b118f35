using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy;

/// <summary>What one risk mode allows.</summary>
public sealed record RiskModeLimits
{
    /// <summary>(0, 125].</summary>
    public required Leverage LeverageMax { get; init; }

    /// <summary>
    /// Above 0, at most <see cref="LeverageMax"/>; 1 by default: what an entry is raised to. It binds less margin then; its size stays. The fallback
    /// for high volatility, and whoever allows less above the gate, stay below it.
    /// </summary>
    public Leverage LeverageMin { get; init; } = Leverage.One;

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

    /// <summary>False: nothing is opened in this mode; what is open is looked after and closed.</summary>
    public bool AllowNewPositions { get; init; } = true;

    /// <summary>The learned position sizer.</summary>
    public bool EnableRl { get; init; } = true;

    /// <summary>The continuous learning manager.</summary>
    public bool EnableClm { get; init; } = true;

    /// <summary>Choosing between strategies.</summary>
    public bool EnableMetaStrategy { get; init; } = true;

    /// <summary>Profit amplification.</summary>
    public bool EnablePal { get; init; } = true;

    /// <summary>The portfolio balancer.</summary>
    public bool EnablePba { get; init; } = true;

    /// <summary>Stops and targets that follow the volatility.</summary>
    public bool EnableDynamicTpsl { get; init; } = true;

    /// <summary>Training of models.</summary>
    public bool EnableRetraining { get; init; } = true;
}
