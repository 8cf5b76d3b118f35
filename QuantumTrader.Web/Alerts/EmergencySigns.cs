using System.Globalization;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Alerts;

/// <summary>From the state of the stop itself, so that neither a journal nor a database that fails keeps it from people.</summary>
internal static class EmergencySigns
{
    public static IReadOnlyList<AlertSign>? Stopped(AlertFacts facts) => Look(facts, static _ => true, static s => new(
        string.Create(CultureInfo.InvariantCulture, $"Stopped by {s.ActivatedBy ?? "unknown"} ({s.Trigger ?? "unknown"}): {s.Reason}")));

    public static IReadOnlyList<AlertSign>? Stuck(AlertFacts facts) => Look(facts, static s => s.RunState == EmergencyRunState.Stuck, static s => new(
        string.Create(CultureInfo.InvariantCulture, $"{LeftCount.Text(s.PositionsLeft)} positions and {LeftCount.Text(s.OrdersLeft)} orders are left after {s.OrdersCanceled} cancels and {s.ClosesSent} closes. {s.Detail} The run goes on trying; look at the venue.")));

    public static IReadOnlyList<AlertSign>? Flat(AlertFacts facts) => Look(facts, static s => s.RunState is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust, static s => new(
        string.Create(CultureInfo.InvariantCulture, $"{s.OrdersCanceled} orders were cancelled and {s.ClosesSent} closes sent. {(s.RunState == EmergencyRunState.Flat ? "The venue shows no position." : "What is left is too small to be closed.")} Trading stays stopped until it is reset."),
        Severity: s.RunState == EmergencyRunState.Flat ? null : AlertSeverity.Warning));

    public static IReadOnlyList<AlertSign>? LatchNotSaved(AlertFacts facts) => Look(facts, static s => s.LatchNotSavedSinceUtc is not null, s => new(
        string.Create(CultureInfo.InvariantCulture, $"Since {s.LatchNotSavedSinceUtc:u} neither the latch file nor the policy takes the stop: it would not outlive this process. Do not restart.")));

    private static IReadOnlyList<AlertSign>? Look(AlertFacts facts, Func<EmergencyStatus, bool> isSo, Func<EmergencyStatus, AlertSign> sign) => facts.Emergency switch
    {
        { Latched: true, EmergencyId: null } => Signs.NotKnown, // the engine is starting
        { Latched: true, EmergencyId: { } id } s when isSo(s) => [sign(s) with { Key = id.ToString(), CorrelationId = id }],
        _ => Signs.Well,
    };
}
