using QuantumTrader.Domain.Risk.Governor;

namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>The scores of the parts, 0 to 100 each; a part below 50 is unhealthy, and so is one that nobody knows.</summary>
/// <param name="Mean">0 to 100.</param>
/// <param name="Unhealthy">How many parts are below 50.</param>
public readonly record struct HfosScores(decimal Mean, int Unhealthy)
{
    private const decimal HealthyFrom = 50m;
    private const int Parts = HealthFacts.Count + 1;

    public HfosHealth Health =>
        Unhealthy > 3 || !(Mean >= 30m) ? HfosHealth.Emergency
        : Mean >= 90m && Unhealthy == 0 ? HfosHealth.Optimal
        : Mean >= 70m && Unhealthy <= 1 ? HfosHealth.Healthy
        : Mean >= 50m ? HfosHealth.Degraded
        : HfosHealth.Critical;

    /// <summary>The five parts of the system, and the risk: 100, less 40 under the emergency brake, less 5 for each per cent of the day's loss up to 30, less 2 for each per cent below the peak up to 20.</summary>
    public static HfosScores Of(in ModuleFacts facts)
    {
        var risk = RiskOf(facts);
        var (sum, unhealthy) = (risk, risk < HealthyFrom ? 1 : 0);
        for (var part = (HealthComponent)0; (int)part < HealthFacts.Count; part++)
        {
            var score = ScoreOf(facts.Health.Of(part));
            sum += score;
            unhealthy += score < HealthyFrom ? 1 : 0;
        }

        return new(sum / Parts, unhealthy);
    }

    private static decimal RiskOf(in ModuleFacts facts) =>
        facts.DailyLoss is not { } loss || facts.Drawdown is not { } below
            ? 0m
            : 100m - (facts.IsEmergency ? 40m : 0m) - Math.Clamp(5m * loss.Percent, 0m, 30m) - Math.Clamp(2m * below.Percent, 0m, 20m);

    private static decimal ScoreOf(ComponentState state) => state switch
    {
        ComponentState.Ok => 100m,
        ComponentState.Degraded => 60m,
        _ => 0m,
    };
}
