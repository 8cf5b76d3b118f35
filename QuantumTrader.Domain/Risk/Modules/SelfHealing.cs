using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>
/// Holds back while a part of the system is not well. Three parts down: nothing at all. The venue or the market data down: half, and nothing
/// new, since what is open cannot be looked after as it should. Any other part down, or unknown: nothing new. A part that works badly:
/// 0.75 of the size. What is open is closed and protected whatever it says.
/// </summary>
public sealed class SelfHealing : ISafetyModule
{
    private const int DownMax = 2;

    public SafetyModule Seat => SafetyModule.SelfHealing;

    public Directive Decide(in ModuleFacts facts)
    {
        var allow = Directive.Allow(Seat, DirectiveReason.AllowAll, facts.NowUtc, facts.ValidFor);
        var down = 0;
        HealthComponent? worst = null;
        for (var part = (HealthComponent)0; (int)part < HealthFacts.Count; part++)
        {
            var state = facts.Health.Of(part);
            down += state == ComponentState.Down ? 1 : 0;
            worst = state != ComponentState.Ok && (worst is not { } so || Weight(part, state) > Weight(so, facts.Health.Of(so))) ? part : worst;
        }

        return down > DownMax
            ? allow with
            {
                Reason = DirectiveReason.SelfHealingEmergencyShutdown,
                Measured = down,
                Limit = DownMax,
                AllowsNewTrades = false,
                SizeMultiplier = Fraction.Zero,
                LeverageMultiplier = Fraction.Zero,
            }
            : worst is { } found ? Of(allow with { Component = found }, found, facts.Health.Of(found)) : allow;
    }

    private static Directive Of(in Directive found, HealthComponent part, ComponentState state) => state switch
    {
        ComponentState.Degraded => found with { Reason = DirectiveReason.SelfHealingSafeRiskProfile, SizeMultiplier = new(0.75m), LeverageMultiplier = new(0.75m) },
        ComponentState.Down when part is HealthComponent.Venue or HealthComponent.MarketData =>
            found with { Reason = DirectiveReason.SelfHealingDefensiveExit, AllowsNewTrades = false, SizeMultiplier = new(0.5m), LeverageMultiplier = new(0.5m) },
        ComponentState.Down => found with { Reason = DirectiveReason.SelfHealingNoNewTrades, AllowsNewTrades = false },
        _ => found with { Reason = DirectiveReason.FactsMissing, AllowsNewTrades = false },
    };

    private static int Weight(HealthComponent part, ComponentState state) => state switch
    {
        ComponentState.Down => part is HealthComponent.Venue or HealthComponent.MarketData ? 4 : 3,
        ComponentState.Degraded => 1,
        _ => 2,
    };
}
