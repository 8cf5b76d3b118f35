using QuantumTrader.Domain.Risk.Governor;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>
/// Whether the modules call the system's state critical: AI-HFOS asks for the emergency stop, or Self-Healing shuts down. A shared store that is
/// away is no reason to stop; without it there must be enough other parts that are not well. Looking allocates nothing until something changes.
/// </summary>
internal sealed class ModuleAlarm
{
    private const int PartsMin = 3;
    private (SafetyModule Module, DirectiveReason Reason, decimal? Measured, HealthFacts Health) _told;
    private string? _text;

    /// <summary>Who decided, why, and with which numbers, for people; null when nobody does.</summary>
    public string? Cause(IReadOnlyList<GovernorSeat> seats, in HealthFacts health, DateTimeOffset nowUtc)
    {
        for (var i = 0; i < seats.Count; i++)
        {
            if (seats[i].StateAt(nowUtc) is SeatState.Allows or SeatState.Denies && seats[i].Last is { } directive && IsAlarm(in directive) && CountsWithoutStore(in health))
            {
                return TextOf(in directive, in health);
            }
        }

        return null;
    }

    private static bool IsAlarm(in Directive directive) => directive.AsksForStop || directive.Reason == DirectiveReason.SelfHealingEmergencyShutdown;

    private static bool CountsWithoutStore(in HealthFacts health)
    {
        var others = 0;
        for (var part = (HealthComponent)0; (int)part < HealthFacts.Count; part++)
        {
            others += part != HealthComponent.Store && health.Of(part) != ComponentState.Ok ? 1 : 0;
        }

        return health.Store == ComponentState.Ok || others >= PartsMin;
    }

    private string TextOf(in Directive directive, in HealthFacts health)
    {
        var now = (directive.Module, directive.Reason, directive.Measured, health);
        if (_text is null || now != _told)
        {
            (_told, _text) = (now, $"{directive.Why} Parts: journal {health.Journal}, store {health.Store}, market data {health.MarketData}, venue {health.Venue}, tasks {health.Tasks}.");
        }

        return _text;
    }
}
