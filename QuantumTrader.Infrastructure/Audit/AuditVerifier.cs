using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>Reads the whole audit trail and compares it with its anchors in the journal; names the first thing that is wrong.</summary>
/// <param name="log">The trail.</param>
/// <param name="anchors">Reads the anchors, by the record that they are of.</param>
public sealed class AuditVerifier(IAuditLog log, Func<CancellationToken, IReadOnlyList<AuditAnchor>> anchors)
{
    /// <exception cref="AuditUnavailableException">Trail or journal could not be read: nothing is known about it.</exception>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken stopping)
    {
        IReadOnlyList<AuditAnchor> known;
        try
        {
            // Before the trail: what is anchored was in the trail already, and what is written meanwhile does no harm.
            known = await Task.Run(() => anchors(stopping), stopping);
        }
        catch (InvalidDataException e)
        {
            return new AuditVerdict(0, e.Message, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AuditFailure.Of("The journal with the anchors cannot be read", e);
        }

        return await CompareAsync(known, stopping);
    }

    private async Task<AuditVerdict> CompareAsync(IReadOnlyList<AuditAnchor> known, CancellationToken stopping)
    {
        AuditRecord? last = null;
        var (records, compared) = (0L, 0);
        try
        {
            await foreach (var record in log.ReadAllAsync(stopping))
            {
                records++;
                if (AuditChain.Fault(last, record) is { } fault)
                {
                    return new(records, fault, compared);
                }

                if (compared < known.Count && known[compared].Seq == record.Seq && known[compared++] is var anchor && anchor.Hash != record.Hash)
                {
                    return new(records, $"record {record.Seq} is not the one that the journal anchored at its sequence {anchor.JournalSequence}: the trail was lost and begun anew, or rewritten", compared);
                }

                last = record;
            }
        }
        catch (AuditUnavailableException e) when (AuditFailure.IsDamage(e))
        {
            return new(records, $"record {(last?.Seq ?? 0) + 1} cannot be read: {e.GetBaseException().Message.ReplaceLineEndings(" ")}", compared);
        }

        return new(records, FaultAtTheEnd(last, known, compared), compared);
    }

    private static string? FaultAtTheEnd(AuditRecord? last, IReadOnlyList<AuditAnchor> known, int compared)
    {
        if (compared == known.Count)
        {
            return null;
        }

        var (end, newest) = (last?.Seq ?? 0, known[^1]);
        return $"record {end + 1} is missing: the trail ends {(end == 0 ? "before it" : $"at {end}")}, but the journal anchored record {newest.Seq} at its sequence {newest.JournalSequence}";
    }
}
