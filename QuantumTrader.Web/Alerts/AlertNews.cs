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
        typeof(PositionTaken), typeof(LiquidationNear), typeof(TriggerActed),
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
        PositionTaken p => new(AlertCatalogue.PositionTaken, p.Symbol.Value, $"{p.Reason}: the venue took {(p.TradeId is { } trade ? $"the position of trade {trade}" : "a position that is no trade of ours")} in {p.Symbol} away, or a part of it. The symbol takes no entry until somebody switches it on.", "trades", p.AtUtc) { CorrelationId = p.CorrelationId },
        LiquidationNear n => new(AlertCatalogue.LiquidationNear, n.Symbol.Value, NearText(n), "trades", n.AtUtc) { CorrelationId = n.CorrelationId },
        TriggerActed { Action: TriggerAction.Page, Began: true } t => new(AlertCatalogue.TriggerPaged, t.Code, $"{t.Code}: {t.Reason}", "triggers", t.AtUtc) { CorrelationId = t.CorrelationId },
        _ => null,
    };

    private static string NearText(LiquidationNear n) => string.Create(
        CultureInfo.InvariantCulture,
        $"{n.Direction} {n.Symbol}: {(n.Distance is { } distance ? $"the liquidation price is {distance.Percent:0.##} % from the mark" : "how far the liquidation price is from the mark is not known, because the account was not read for too long")}; at least {n.DistanceMin.Percent:0.##} % is wanted. {(n.IsReduced ? "The position is made smaller." : n.TradeId is null ? "It is no trade of ours and is left alone." : "Nothing is done before it is known.")}");

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
