namespace QuantumTrader.Domain.Sizing;

/// <summary>What an outcome is worth to the learner, in fractions of the notional throughout.</summary>
public static class SizingReward
{
    /// <summary>R = pnl - 0.01 (hours / 24) - 0.5 |deepest fall| + 0.1 for a win.</summary>
    public static double Of(in SizingOutcome outcome)
    {
        var pnl = (double)outcome.Pnl.Value;
        var days = outcome.Held.TotalHours / 24.0;
        var fall = Math.Abs((double)outcome.DrawdownMax.Value);
        return pnl - (0.01 * days) - (0.5 * fall) + (pnl > 0.0 ? 0.1 : 0.0);
    }
}
