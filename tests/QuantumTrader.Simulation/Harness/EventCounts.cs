using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Simulation.Harness;

/// <summary>What the journal tells, counted for the report.</summary>
internal sealed class EventCounts(Counts counts)
{
    /// <summary>A certificate that the journal refused is told again, and counts once it is taken; all else is told once.</summary>
    public void OnEvent(in JournaledEvent journaled)
    {
        if ((journaled.Sequence > 0 || journaled.Event is not EmergencyCertified) && NameOf(journaled.Event) is { } name)
        {
            counts.Add(name);
        }
    }

    private static string? NameOf(DomainEvent e) => e switch
    {
        EmergencyStopped stopped => $"stop: {stopped.Trigger}",
        ReEntryMoved moved => $"re-entry: {moved.Stage}",
        TriggerActed { Began: true } acted => $"trigger: {acted.Code} {acted.Action}",
        CircuitBreakerTriggered { IsGap: true } => "breaker: a gap",
        CircuitBreakerTriggered => "breaker: no gap",
        EntriesSwitchedOff => "switch: entries off",
        PositionTaken taken => $"taken by the venue: {taken.Reason}",
        LiquidationNear => "liquidation: near",
        EntriesSwitchedOn => "switch: entries on",
        OrderDenied denied => $"denied: {denied.Codes[0]}",
        PolicyUpdated => "policy: versions told",
        MarketGapDetected => "market: gaps told",
        EmergencyCertified => "certificate: written",
        _ => null,
    };
}
