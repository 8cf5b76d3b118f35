using System.Globalization;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Alerts;

/// <summary>Events that people are told about: what happened between two looks, and what no look can see.</summary>
public static class AlertNews
{
    /// <summary>An event that is older is history: the journal of a system that is set up anew tells no one.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(1);

    /// <summary>The events that matter here, by their types.</summary>
    public static IReadOnlySet<Type> Wanted { get; } = new HashSet<Type>
    {
        typeof(EmergencyStopped), typeof(EmergencyRunAdvanced), typeof(EmergencyReset), typeof(CircuitBreakerTriggered), typeof(TradeNotAtVenue),
        typeof(TriggerActed),
    };

    /// <summary>Nothing for an event that is not wanted or is history.</summary>
    public static void Tell(IAlerts alerts, DomainEvent e, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(e);
        if (e is EmergencyReset reset)
        {
            EndOf(alerts, reset.EmergencyId, reset.AtUtc);
        }
        else if (nowUtc - e.AtUtc <= AgeMax && ReportOf(e) is { } report)
        {
            alerts.Raise(report with { CauseId = e.EventId });
        }
    }

    /// <summary>Null for what raises nothing.</summary>
    public static AlertReport? ReportOf(DomainEvent e) => e switch
    {
        EmergencyStopped s => Emergency(AlertCatalogue.EmergencyStop, s.EmergencyId, $"Stopped by {s.ActivatedBy} ({s.Trigger}): {s.Reason}", s.AtUtc),
        EmergencyRunAdvanced { State: EmergencyRunState.Stuck } a => Emergency(AlertCatalogue.EmergencyStuck, a.EmergencyId, Counted(a), a.AtUtc),
        EmergencyRunAdvanced { State: EmergencyRunState.Flat } a => Emergency(AlertCatalogue.EmergencyFlat, a.EmergencyId, Counted(a), a.AtUtc),
        EmergencyRunAdvanced { State: EmergencyRunState.FlatExceptDust } a => Emergency(AlertCatalogue.EmergencyFlat, a.EmergencyId, Counted(a), a.AtUtc) with { Severity = AlertSeverity.Warning },
        CircuitBreakerTriggered b => new(AlertCatalogue.CircuitBreaker, "", string.Create(CultureInfo.InvariantCulture, $"{b.Reason}; equity {b.Equity.Value:0.00} USD, peak {b.Peak.Value:0.00} USD, limit {b.Limit.Value * 100m:0.##} %."), "risk", b.AtUtc) { CorrelationId = b.CorrelationId },
        TradeNotAtVenue n => new(AlertCatalogue.TradeNotAtVenue, n.Symbol.Value, $"Trade {n.TradeId}, {n.Direction} {n.Quantity} {n.Symbol}, is over: the venue holds nothing of it and tells no fill. Its result is not known.", "trades", n.AtUtc) { CorrelationId = n.CorrelationId },
        TriggerActed { Action: TriggerAction.Page, Began: true } t => new(AlertCatalogue.TriggerPaged, t.Code, $"{t.Code}: {t.Reason}", "triggers", t.AtUtc) { CorrelationId = t.CorrelationId },
        _ => null,
    };

    private static void EndOf(IAlerts alerts, Guid emergency, DateTimeOffset atUtc)
    {
        foreach (var kind in new[] { AlertCatalogue.EmergencyStuck, AlertCatalogue.EmergencyFlat, AlertCatalogue.EmergencyStop })
        {
            alerts.Resolve(kind, emergency.ToString(), atUtc);
        }
    }

    private static AlertReport Emergency(AlertKind kind, Guid emergency, string text, DateTimeOffset atUtc) => new(kind, emergency.ToString(), text, "emergency", atUtc) { CorrelationId = emergency };

    private static string Counted(EmergencyRunAdvanced a) => string.Create(
        CultureInfo.InvariantCulture, $"{a.OrdersCanceled} orders were cancelled, {a.ClosesSent} closes sent, {LeftCount.Text(a.PositionsLeft)} positions are left. {a.Detail}").TrimEnd();
}
