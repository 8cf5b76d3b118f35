using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>Where a trade is ended: distances from the entry price as shares of it.</summary>
/// <param name="Name">conservative, balanced or aggressive.</param>
/// <param name="TakeProfit">The full take-profit.</param>
/// <param name="PartialTakeProfit">Where <paramref name="PartialShare"/> of the position is closed.</param>
/// <param name="StopLoss">Where the whole position is closed at a loss.</param>
/// <param name="PartialShare">How much of the position the partial take-profit closes.</param>
public sealed record ExitPlan(string Name, Fraction TakeProfit, Fraction PartialTakeProfit, Fraction StopLoss, Fraction PartialShare)
{
    public static readonly ExitPlan Conservative = new("conservative", new(0.025m), new(0.0125m), new(0.010m), new(0.5m));
    public static readonly ExitPlan Balanced = new("balanced", new(0.030m), new(0.015m), new(0.015m), new(0.5m));
    public static readonly ExitPlan Aggressive = new("aggressive", new(0.040m), new(0.020m), new(0.020m), new(0.5m));

    /// <summary>In the order of the action grid.</summary>
    public static readonly IReadOnlyList<ExitPlan> All = [Conservative, Balanced, Aggressive];
}
