namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>Every limit of a risk mode. Switches allow what they name, so that off is tighter.</summary>
internal static class LimitRules
{
    public static IReadOnlyList<ValueRule<RiskModeLimits>> All { get; } =
    [
        new ValueRule<RiskModeLimits, Units.Leverage>(nameof(RiskModeLimits.LeverageMax), PolicyUnit.Times, Tighter.Lower, ValueTexts.Leverage, l => l.LeverageMax, (l, v) => l with { LeverageMax = v }, "Largest leverage of an entry"),
        // Whoever must take more leverage takes more risk.
        new ValueRule<RiskModeLimits, Units.Leverage>(nameof(RiskModeLimits.LeverageMin), PolicyUnit.Times, Tighter.Lower, ValueTexts.Leverage, l => l.LeverageMin, (l, v) => l with { LeverageMin = v }, "Smallest leverage of an entry"),
        Share(nameof(RiskModeLimits.RiskPerTradeMax), l => l.RiskPerTradeMax, (l, v) => l with { RiskPerTradeMax = v }, "What a trade may lose at its stop, of equity"),
        Share(nameof(RiskModeLimits.DailyDrawdownMax), l => l.DailyDrawdownMax, (l, v) => l with { DailyDrawdownMax = v }, "Loss of the day at which nothing more is opened, of the day's opening equity"),
        new ValueRule<RiskModeLimits, int>(nameof(RiskModeLimits.PositionsMax), PolicyUnit.Count, Tighter.Lower, ValueTexts.Count, l => l.PositionsMax, (l, v) => l with { PositionsMax = v }, "Positions at once"),
        new ValueRule<RiskModeLimits, double>(nameof(RiskModeLimits.ConfidenceMin), PolicyUnit.Confidence, Tighter.Higher, ValueTexts.Confidence, l => l.ConfidenceMin, (l, v) => l with { ConfidenceMin = v }, "Smallest confidence of a signal"),
        new ValueRule<RiskModeLimits, Units.Fraction>(nameof(RiskModeLimits.ScalingFactor), PolicyUnit.Times, Tighter.Lower, ValueTexts.Fraction, l => l.ScalingFactor, (l, v) => l with { ScalingFactor = v }, "Multiplies the size that was decided, before the caps"),
        new ValueRule<RiskModeLimits, Units.Usd>(nameof(RiskModeLimits.PositionSizeCap), PolicyUnit.Usd, Tighter.Lower, ValueTexts.Usd, l => l.PositionSizeCap, (l, v) => l with { PositionSizeCap = v }, "Largest notional of one position"),
        Switch(nameof(RiskModeLimits.AllowNewPositions), l => l.AllowNewPositions, (l, v) => l with { AllowNewPositions = v }, "Positions may be opened in this mode"),
        Switch(nameof(RiskModeLimits.EnableRl), l => l.EnableRl, (l, v) => l with { EnableRl = v }, "The learned position sizer"),
        Switch(nameof(RiskModeLimits.EnableClm), l => l.EnableClm, (l, v) => l with { EnableClm = v }, "The continuous learning manager"),
        Switch(nameof(RiskModeLimits.EnableMetaStrategy), l => l.EnableMetaStrategy, (l, v) => l with { EnableMetaStrategy = v }, "Choosing between strategies"),
        Switch(nameof(RiskModeLimits.EnablePal), l => l.EnablePal, (l, v) => l with { EnablePal = v }, "Profit amplification"),
        Switch(nameof(RiskModeLimits.EnablePba), l => l.EnablePba, (l, v) => l with { EnablePba = v }, "The portfolio balancer"),
        Switch(nameof(RiskModeLimits.EnableDynamicTpsl), l => l.EnableDynamicTpsl, (l, v) => l with { EnableDynamicTpsl = v }, "Stops and targets that follow the volatility"),
        Switch(nameof(RiskModeLimits.EnableRetraining), l => l.EnableRetraining, (l, v) => l with { EnableRetraining = v }, "Training of models"),
    ];

    private static ValueRule<RiskModeLimits, Units.Fraction> Share(string name, Func<RiskModeLimits, Units.Fraction> read, Func<RiskModeLimits, Units.Fraction, RiskModeLimits> write, string meaning) =>
        new(name, PolicyUnit.Share, Tighter.Lower, ValueTexts.Fraction, read, write, meaning);

    private static ValueRule<RiskModeLimits, bool> Switch(string name, Func<RiskModeLimits, bool> read, Func<RiskModeLimits, bool, RiskModeLimits> write, string meaning) =>
        new(name, PolicyUnit.Switch, Tighter.Lower, ValueTexts.Switch, read, write, meaning);
}
