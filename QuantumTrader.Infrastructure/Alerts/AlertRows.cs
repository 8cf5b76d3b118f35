using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>Between alerts and rows.</summary>
internal static class AlertRows
{
    public static AlertRow Of(Alert a, string instance)
    {
        var row = new AlertRow { Id = a.Id, Instance = instance, Code = a.Code, Key = a.Key, Title = a.Title, Text = a.Text, Source = a.Source, Ends = a.Ends };
        Fill(row, a);
        return row;
    }

    public static void Fill(AlertRow row, Alert a)
    {
        (row.Severity, row.Text, row.FirstSeenAtUtc, row.LastSeenAtUtc, row.Count) = (a.Severity, a.Text, a.FirstSeenAtUtc, a.LastSeenAtUtc, a.Count);
        (row.AcknowledgedBy, row.AcknowledgedAtUtc) = (a.AcknowledgedBy ?? row.AcknowledgedBy, a.AcknowledgedAtUtc ?? row.AcknowledgedAtUtc);
        (row.ResolvedAtUtc, row.CorrelationId, row.CauseId) = (a.ResolvedAtUtc ?? row.ResolvedAtUtc, a.CorrelationId, a.CauseId);
    }

    public static Alert AlertOf(AlertRow r) => new()
    {
        Id = r.Id,
        Code = r.Code,
        Key = r.Key,
        Severity = r.Severity,
        Title = r.Title,
        Text = r.Text,
        Source = r.Source,
        Ends = r.Ends,
        FirstSeenAtUtc = r.FirstSeenAtUtc,
        LastSeenAtUtc = r.LastSeenAtUtc,
        Count = r.Count,
        AcknowledgedBy = r.AcknowledgedBy,
        AcknowledgedAtUtc = r.AcknowledgedAtUtc,
        ResolvedAtUtc = r.ResolvedAtUtc,
        CorrelationId = r.CorrelationId,
        CauseId = r.CauseId,
    };
}
