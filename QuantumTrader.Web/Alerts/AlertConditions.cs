using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Web.Alerts;

/// <summary>Every state that people are told about: the code and how it is seen, one row each.</summary>
public static class AlertConditions
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<AlertCondition> All { get; } =
    [
        new(AlertCatalogue.EmergencyStop, "emergency", EmergencySigns.Stopped),
        new(AlertCatalogue.EmergencyStuck, "emergency", EmergencySigns.Stuck),
        new(AlertCatalogue.EmergencyFlat, "emergency", EmergencySigns.Flat),
        new(AlertCatalogue.LatchNotSaved, "emergency", EmergencySigns.LatchNotSaved),
        new(AlertCatalogue.DrawdownTripped, "risk", TradingSigns.DrawdownTripped),
        new(AlertCatalogue.DrawdownWarning, "risk", TradingSigns.DrawdownWarning),
        new(AlertCatalogue.OrdersUnknown, "execution", TradingSigns.OrdersUnknown) { Lasts = TimeSpan.FromSeconds(2) },
        new(AlertCatalogue.VenueRefuses, "execution", TradingSigns.VenueRefuses),
        new(AlertCatalogue.ManualCloseNeeded, "execution", ManualCloseSigns.Needed) { Lasts = TimeSpan.FromSeconds(2) },
        new(AlertCatalogue.EntriesDenied, "risk", TradingSigns.EntriesDenied),
        new(AlertCatalogue.SymbolHalted, "trades", TradingSigns.SymbolHalted),
        new(AlertCatalogue.MarketStale, "market", TradingSigns.MarketStale),
        new(AlertCatalogue.EngineSilent, "engine", TradingSigns.EngineSilent) { Lasts = Short },
        new(AlertCatalogue.PolicyUnknown, "policy", TradingSigns.PolicyUnknown) { Lasts = Short },
        new(AlertCatalogue.JournalFailing, "journal", StorageSigns.JournalFailing),
        new(AlertCatalogue.JournalStalled, "journal", StorageSigns.JournalStalled),
        new(AlertCatalogue.RedisAway, "redis", StorageSigns.RedisAway) { Lasts = Short },
        new(AlertCatalogue.RedisRefused, "redis", StorageSigns.RedisRefused),
        new(AlertCatalogue.ForwarderConflict, "redis", StorageSigns.ForwarderConflict),
        new(AlertCatalogue.LeaseLost, "lease", StorageSigns.LeaseLost),
        new(AlertCatalogue.LeaseUnproven, "lease", StorageSigns.LeaseUnproven) { Lasts = Short },
        new(AlertCatalogue.TradeStoreFailing, "trades", StorageSigns.TradeStoreFailing) { Lasts = Short },
        new(AlertCatalogue.DeadLetters, "events", StorageSigns.DeadLetters),
        new(AlertCatalogue.AuditFailing, "audit", StorageSigns.AuditFailing),
        new(AlertCatalogue.AlertsNotSaved, "alerts", StorageSigns.AlertsNotSaved) { Lasts = TimeSpan.FromSeconds(10) },
        new(AlertCatalogue.WebhookFailing, "alerts", StorageSigns.WebhookFailing),
    ];
}
