using System.Collections.Frozen;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Domain.Events;

/// <summary>Every event there is, with the name that it has outside this process. A name is never reused for another record.</summary>
public static class EventCatalogue
{
    public static IReadOnlyList<EventKind> All { get; } =
    [
        Kind<MarketStarted>("market.started"),
        Kind<MarketGapDetected>("market.gap_detected"),
        Kind<SignalGenerated>("signal.generated"),
        Kind<SizingDecided>("sizing.decided"),
        Kind<PolicyUpdated>("policy.updated", isSafety: true),
        Kind<CircuitBreakerTriggered>("risk.circuit_breaker.triggered", isSafety: true),
        Kind<EntriesSwitchedOff>("risk.entries.switched_off", isSafety: true),
        Kind<EntriesSwitchedOn>("risk.entries.switched_on", isSafety: true),
        Kind<PositionTaken>("risk.position.taken", isSafety: true),
        Kind<LiquidationNear>("risk.liquidation.near", isSafety: true),
        Kind<CircuitBreakerEnded>("risk.circuit_breaker.ended", isSafety: true),
        Kind<DrawdownWarned>("risk.drawdown.warned", isSafety: true),
        Kind<TriggerActed>("emergency.trigger_acted", isSafety: true),
        Kind<EmergencyStopped>("emergency.stop", isSafety: true),
        Kind<EmergencyRunAdvanced>("emergency.run_advanced", isSafety: true),
        Kind<EmergencyReset>("emergency.reset", isSafety: true),
        Kind<EmergencyCertified>("emergency.certified", isSafety: true),
        Kind<EmergencyAnnulled>("emergency.annulled", isSafety: true),
        Kind<ReEntryMoved>("emergency.re_entry_moved", isSafety: true),
        Kind<EmergencyDrilled>("emergency.drilled"),
        Kind<AuditAnchored>("audit.anchored", isSafety: true),
        Kind<TradePlanned>("trade.planned"),
        Kind<TradeRecovered>("trade.recovered"),
        Kind<OrderDenied>("order.denied"),
        Kind<OrderIntended>("order.intended"),
        Kind<OrderAccepted>("order.accepted"),
        Kind<OrderRejected>("order.rejected"),
        Kind<OrderUnknown>("order.unknown"),
        Kind<OrderFilled>("order.filled"),
        Kind<OrderEnded>("order.ended"),
        Kind<TradeFunded>("trade.funded"),
        Kind<TradeOpened>("trade.opened"),
        Kind<TradeClosed>("trade.closed"),
        Kind<TradeNotAtVenue>("trade.not_at_venue", isSafety: true),
        Kind<LedgerCorrected>("ledger.corrected", isSafety: true),
        Kind<StrangerFound>("stranger.found", isSafety: true),
    ];

    private static readonly FrozenDictionary<Type, EventKind> ByType = All.ToFrozenDictionary(k => k.Type);
    private static readonly FrozenDictionary<string, EventKind> ByName = All.ToFrozenDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>Throws <see cref="ArgumentException"/> for a record that nobody entered above.</summary>
    public static EventKind Of(DomainEvent e) =>
        ByType.TryGetValue(e.GetType(), out var kind) ? kind : throw new ArgumentException($"{e.GetType().Name} is not in the EventCatalogue; add it there.", nameof(e));

    /// <summary>Null for a name that this version does not know.</summary>
    public static EventKind? Find(string name) => ByName.GetValueOrDefault(name);

    private static EventKind Kind<T>(string name, int version = 1, bool isSafety = false)
        where T : DomainEvent => new(name, typeof(T), version, isSafety);
}
