using System.Collections.Frozen;

namespace QuantumTrader.Domain.Alerts;

/// <summary>Every alert there is. A code is never reused for another meaning.</summary>
public static class AlertCatalogue
{
    public static readonly AlertKind EmergencyStop = new("EMERGENCY_STOP", AlertSeverity.Critical, "Trading was stopped");
    public static readonly AlertKind EmergencyStuck = new("EMERGENCY_STUCK", AlertSeverity.Critical, "The stop does not get the account flat");
    public static readonly AlertKind EmergencyFlat = new("EMERGENCY_FLAT", AlertSeverity.Info, "The stop ended and the account is flat");
    public static readonly AlertKind LatchNotSaved = new("LATCH_NOT_SAVED", AlertSeverity.Critical, "The stop is held in memory alone");
    public static readonly AlertKind CircuitBreaker = new("CIRCUIT_BREAKER", AlertSeverity.Critical, "The circuit breaker asked for a stop", AlertEnd.WhenAcknowledged);
    public static readonly AlertKind DrawdownTripped = new("DRAWDOWN_TRIPPED", AlertSeverity.Critical, "The drawdown limit was reached");
    public static readonly AlertKind DrawdownWarning = new("DRAWDOWN_WARNING", AlertSeverity.Warning, "Equity falls towards the drawdown limit");
    public static readonly AlertKind TradeNotAtVenue = new("TRADE_NOT_AT_VENUE", AlertSeverity.Critical, "A trade ended and its result is not known", AlertEnd.WhenAcknowledged);
    public static readonly AlertKind PositionTaken = new("POSITION_TAKEN", AlertSeverity.Critical, "The venue took a position away", AlertEnd.WhenAcknowledged);
    public static readonly AlertKind LiquidationNear = new("LIQUIDATION_NEAR", AlertSeverity.Critical, "A position is near its liquidation", AlertEnd.WhenAcknowledged);
    public static readonly AlertKind TriggerPaged = new("TRIGGER_PAGED", AlertSeverity.Critical, "A trigger calls for people", AlertEnd.WhenAcknowledged);
    public static readonly AlertKind OrdersUnknown = new("ORDERS_UNKNOWN", AlertSeverity.Warning, "Nobody knows what became of an order");
    public static readonly AlertKind VenueRefuses = new("VENUE_REFUSES", AlertSeverity.Critical, "The venue takes nothing from here");
    public static readonly AlertKind ManualCloseNeeded = new("MANUAL_CLOSE_NEEDED", AlertSeverity.Critical, "Positions must be closed by hand");
    public static readonly AlertKind EntriesDenied = new("ENTRIES_DENIED", AlertSeverity.Warning, "Every entry is denied");
    public static readonly AlertKind SymbolHalted = new("SYMBOL_HALTED", AlertSeverity.Critical, "A symbol is halted");
    public static readonly AlertKind MarketStale = new("MARKET_STALE", AlertSeverity.Warning, "Market data are late");
    public static readonly AlertKind EngineSilent = new("ENGINE_SILENT", AlertSeverity.Critical, "The engine does not answer");
    public static readonly AlertKind PolicyUnknown = new("POLICY_UNKNOWN", AlertSeverity.Warning, "The policy is not known to be current");
    public static readonly AlertKind JournalFailing = new("JOURNAL_FAILING", AlertSeverity.Critical, "The journal does not take events");
    public static readonly AlertKind JournalStalled = new("JOURNAL_STALLED", AlertSeverity.Critical, "The journal's disk does not answer");
    public static readonly AlertKind RedisAway = new("REDIS_AWAY", AlertSeverity.Warning, "The shared store does not answer");
    public static readonly AlertKind RedisRefused = new("REDIS_REFUSED", AlertSeverity.Critical, "The shared store is not safe to use");
    public static readonly AlertKind ForwarderConflict = new("FORWARDER_CONFLICT", AlertSeverity.Critical, "The shared store holds another event under one of our numbers");
    public static readonly AlertKind LeaseLost = new("LEASE_LOST", AlertSeverity.Critical, "This instance may not trade any more");
    public static readonly AlertKind LeaseUnproven = new("LEASE_UNPROVEN", AlertSeverity.Warning, "This instance cannot prove its right to trade");
    public static readonly AlertKind TradeStoreFailing = new("TRADE_STORE_FAILING", AlertSeverity.Warning, "Trades are not saved");
    public static readonly AlertKind DeadLetters = new("DEAD_LETTERS", AlertSeverity.Warning, "Events could not be handled");
    public static readonly AlertKind AuditFailing = new("AUDIT_FAILING", AlertSeverity.Critical, "The audit trail does not take records");
    public static readonly AlertKind AlertsNotSaved = new("ALERTS_NOT_SAVED", AlertSeverity.Warning, "Alerts are kept in one place only");
    public static readonly AlertKind WebhookFailing = new("WEBHOOK_FAILING", AlertSeverity.Warning, "The webhook does not take alerts") { IsSentOut = false };

    public static IReadOnlyList<AlertKind> All { get; } =
    [
        EmergencyStop, EmergencyStuck, EmergencyFlat, LatchNotSaved, CircuitBreaker, DrawdownTripped, DrawdownWarning, TradeNotAtVenue, PositionTaken, LiquidationNear, TriggerPaged, OrdersUnknown, VenueRefuses, ManualCloseNeeded, EntriesDenied, SymbolHalted,
        MarketStale, EngineSilent, PolicyUnknown, JournalFailing, JournalStalled, RedisAway, RedisRefused, ForwarderConflict, LeaseLost, LeaseUnproven, TradeStoreFailing,
        DeadLetters, AuditFailing, AlertsNotSaved, WebhookFailing,
    ];

    private static readonly FrozenDictionary<string, AlertKind> ByCode = All.ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>Null for a code that this version does not know.</summary>
    public static AlertKind? Find(string code) => ByCode.GetValueOrDefault(code);
}
