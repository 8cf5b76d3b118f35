using QuantumTrader.Domain.Emergency.Triggers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>Compares a certificate with the journal, with the run's own record and with the audit trail, and names the first difference.</summary>
public static class StopVerifier
{
    private static readonly TimeSpan ProofMin = TimeSpan.FromSeconds(1);

    /// <param name="run">What was asked for.</param>
    /// <param name="file">The certificate's file.</param>
    /// <param name="facts">What the journal says.</param>
    /// <param name="record">The run's record; empty when it is gone.</param>
    /// <param name="audit">Of all audit records, those of this emergency's activation; null when the trail could not be read.</param>
    public static StopVerdict Verify(string run, byte[] file, StopFacts facts, IReadOnlyList<RunEntry> record, int? audit)
    {
        var isWhole = CertificateText.TryRead(file, out var certificate, out var sha256, out var fault);
        if (certificate is null)
        {
            return new StopVerdict(run) { Difference = $"file: {fault}" };
        }

        var found = new StopVerdict(run)
        {
            Sha256 = sha256,
            Receipts = certificate.Receipts.Count,
            ClosesCompared = certificate.Receipts.Count(r => r.Kind == ReceiptKind.ClosePosition && r.AllClientOrderIds().Any(facts.Closes.ContainsKey)),
            IsInAudit = audit > 0,
            AnnulledBy = facts.Annulled.LastOrDefault(a => a.Run == run)?.AnnulledBy,
        };

        // The fields first, so that what was changed is named; the hashes then catch whatever no field shows.
        return found with
        {
            Difference = AgainstJournal(certificate, run, facts)
                ?? AgainstRecord(certificate, record)
                ?? (isWhole ? null : $"file: {fault}")
                ?? AgainstHash(certificate, run, sha256!, facts)
                ?? AgainstAudit(certificate, audit),
        };
    }

    private static string? AgainstJournal(StopCertificate c, string run, StopFacts facts)
    {
        if (facts.Stopped is { } s
            && (Differs("emergencyId", c.EmergencyId, s.EmergencyId) ?? Differs("trigger", c.Trigger, s.Trigger) ?? Differs("reason", c.Reason, s.Reason)
                ?? Differs("activatedBy", c.ActivatedBy, s.ActivatedBy) ?? Differs("activatedAtUtc", c.ActivatedAtUtc, s.AtUtc)) is { } activation)
        {
            return activation;
        }

        var certified = facts.Certified.LastOrDefault(e => e.Run == run);
        var end = facts.Advanced.FirstOrDefault(a => IsEndOf(c, a));
        return Differs("run", c.Run, run)
            ?? (certified is null ? null : Differs("outcome", c.Outcome, certified.Outcome) ?? Differs("receipts (their number)", c.Receipts.Count, certified.Receipts))
            ?? (end is null ? null : Differs("ordersCanceled", c.OrdersCanceled, end.OrdersCanceled) ?? Differs("closesSent", c.ClosesSent, end.ClosesSent) ?? Differs("dust", c.Dust, end.Detail))
            ?? c.Receipts.Select(r => AgainstClose(r, facts)).FirstOrDefault(d => d is not null);
    }

    /// <summary>
    /// The journal may have been away when the run ended, and hold the end of another run of this emergency: that comes later by the time that a
    /// proof takes.
    /// </summary>
    private static bool IsEndOf(StopCertificate c, EmergencyRunAdvanced a) =>
        a.State is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust && a.AtUtc >= c.Times.FlatAtUtc && a.AtUtc - c.Times.FlatAtUtc < ProofMin;

    /// <summary>Closes are journaled beside the run, so that one may be missing; one that is there must agree.</summary>
    private static string? AgainstClose(RunReceipt receipt, StopFacts facts) =>
        receipt.Kind != ReceiptKind.ClosePosition ? null
        : receipt.AllClientOrderIds()
            .Select(id => facts.Closes.TryGetValue(id, out var close) ? Differs($"receipts[{receipt.Number - 1}].symbol", receipt.Symbol.Value, close.Symbol.Value) : null)
            .FirstOrDefault(d => d is not null);

    private static string? AgainstRecord(StopCertificate c, IReadOnlyList<RunEntry> record)
    {
        if (record.Count == 0)
        {
            return null;
        }

        var ledger = RunLedger.From(record);
        var saved = ledger.End is { } end
            ? StopCertificate.Of(end, ledger) with { Unreceipted = c.Unreceipted }
            : c with { Receipts = [.. ledger.Receipts], Proof = [.. ledger.Readings.TakeLast(2)] };
        return FirstDifference("", Node(c), Node(saved), "the run's record");
    }

    private static string? AgainstHash(StopCertificate c, string run, string sha256, StopFacts facts) =>
        facts.Certified.Where(e => e.Run == run).ToArray() is not { Length: > 0 } certified ? $"journal: it holds no certificate of {run}"
        : certified.All(e => e.Sha256 != sha256) ? $"sha256: the file has {sha256}, the journal {certified[^1].Sha256}"
        : c.Proof is not [{ Objection: null }, { Objection: null }] ? "proof: two readings that say flat are needed"
        : c.Proof.Any(p => p.Listed.Count < RunReading.LinesMax && RunReading.HashOf(p.Listed) != p.Sha256) ? "proof: a reading does not have its own hash"
        : null;

    /// <summary>A stop is done first and recorded after: a process that died in between, which the next one went on for, recorded nothing.</summary>
    private static string? AgainstAudit(StopCertificate c, int? records) =>
        c.Trigger == TriggerCodes.Manual && records == 0 && c.Times.Resumed == 0 ? $"audit: no record says that {c.ActivatedBy} stopped trading" : null;

    private static JsonNode? Node(StopCertificate c) => JsonSerializer.SerializeToNode(c, StopJson.Default.StopCertificate);

    private static string? FirstDifference(string path, JsonNode? file, JsonNode? other, string where)
    {
        switch (file, other)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(p => p.Key).Union(b.Select(p => p.Key)).Select(k => FirstDifference(path.Length == 0 ? k : $"{path}.{k}", a[k], b[k], where)).FirstOrDefault(d => d is not null);
            case (JsonArray a, JsonArray b):
                return Enumerable.Range(0, Math.Max(a.Count, b.Count))
                    .Select(i => FirstDifference(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), i < a.Count ? a[i] : null, i < b.Count ? b[i] : null, where))
                    .FirstOrDefault(d => d is not null);
            default:
                return JsonNode.DeepEquals(file, other) ? null : $"{path}: the file says {file?.ToJsonString() ?? "nothing"}, {where} {other?.ToJsonString() ?? "nothing"}";
        }
    }

    private static string? Differs<T>(string field, T file, T journal) =>
        EqualityComparer<T>.Default.Equals(file, journal) ? null : $"{field}: the file says {file}, the journal {journal}";
}
