using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>Directives in words.</summary>
internal static class DirectiveText
{
    public static string Of(in Directive d) =>
        $"{SafetyModules.NameOf(d.Module)}: {Cause(d)} {Effect(d)}{(d.HoldsUntilUtc is { } until ? $" It holds until {Say.At(until)}." : "")}";

    private static string Cause(in Directive d) => d.Reason switch
    {
        DirectiveReason.AllowAll => "Nothing speaks against new trades.",
        DirectiveReason.FactsMissing => d.Component is { } part ? $"The state of {NameOf(part)} is not known." : "What it decides on could not be read.",
        DirectiveReason.PolicyMissing => "There is no policy to decide by.",
        DirectiveReason.EmergencyStop => "The emergency stop holds.",
        DirectiveReason.ReEntryStage => $"Trading comes back in stages after the reset of an emergency: {Share(d.Measured)} of each size now.",
        DirectiveReason.SelfHealingEmergencyShutdown => Say.It($"{d.Measured:0} parts of the system are down; at most {d.Limit:0} may be."),
        DirectiveReason.SelfHealingDefensiveExit or DirectiveReason.SelfHealingNoNewTrades => $"{Part(d)} is down.",
        DirectiveReason.SelfHealingSafeRiskProfile => $"{Part(d)} does not work as it should.",
        DirectiveReason.RiskManagerEmergencyBrake or DirectiveReason.RiskManagerDrawdownLimit or DirectiveReason.RiskManagerDrawdownNear =>
            $"The day's loss is {Share(d.Measured)} of its opening equity; {Share(d.Limit)} leads here.",
        DirectiveReason.RiskManagerLosingStreak => Say.It($"{d.Measured:0} trades were lost in a row today; {d.Limit:0} lead here."),
        DirectiveReason.SlotsBase => "The market has neither a strong trend nor a spike.",
        DirectiveReason.SlotsTrendStrong => Say.It($"The market trends: its mean ADX is {d.Measured:0.#}."),
        DirectiveReason.SlotsRange => Say.It($"The market has no direction: its mean ADX is {d.Measured:0.#}."),
        DirectiveReason.SlotsVolatilitySpike => $"{Share(d.Measured)} of the symbols are in high or unknown volatility.",
        DirectiveReason.HfosDisallowNewTrades => Say.It($"The system's health is {d.Measured:0} of 100."),
        DirectiveReason.HfosReduceGlobalRisk => Say.It($"Loss or health call for less risk; the system's health is {d.Measured:0} of 100."),
        DirectiveReason.HfosNormal or DirectiveReason.HfosAggressive => Say.It($"The system's health is {d.Measured:0} of 100."),
        _ => $"{d.Reason}.",
    };

    private static string Effect(in Directive d)
    {
        var effects = new List<string>();
        Add(effects, !d.AllowsNewTrades, "no new trades");
        Add(effects, d.SizeMultiplier < Fraction.One, $"size x {d.SizeMultiplier}");
        Add(effects, d.LeverageMultiplier < Fraction.One, $"leverage x {d.LeverageMultiplier}");
        Add(effects, d.ExposureMultiplier < Fraction.One, $"exposure x {d.ExposureMultiplier}");
        Add(effects, d.PositionsMax is not null, Say.It($"at most {d.PositionsMax} positions"));
        Add(effects, d.ConfidenceMin != 0.0, Say.It($"confidence at least {d.ConfidenceMin}"));
        Add(effects, d.LeverageMax is not null, $"leverage at most {d.LeverageMax}");
        Add(effects, d.ConcentrationMax is not null, $"one symbol at most {Say.OrUnknown(d.ConcentrationMax)} of equity");
        Add(effects, d.CorrelationMax is not null, Say.It($"correlation with another position at most {d.CorrelationMax:0.00}"));
        Add(effects, d.AsksForStop, "asks for the emergency stop");
        return effects.Count > 0 ? $"Entries: {string.Join(", ", effects)}." : "Entries as the policy allows.";
    }

    private static void Add(List<string> effects, bool holds, string effect)
    {
        if (holds)
        {
            effects.Add(effect);
        }
    }

    private static string Part(in Directive d) => d.Component is { } part ? NameOf(part) : "A part of the system";

    private static string NameOf(HealthComponent part) => part switch
    {
        HealthComponent.Journal => "The journal",
        HealthComponent.Store => "The shared store",
        HealthComponent.MarketData => "The market data",
        HealthComponent.Venue => "The venue",
        _ => "The engine's own work",
    };

    private static string Share(decimal? share) => Say.OrUnknown(share is { } known ? new Fraction(known) : (Fraction?)null);
}
