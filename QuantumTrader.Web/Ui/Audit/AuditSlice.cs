using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Audit;

/// <summary>One page of the audit trail, newest first.</summary>
/// <param name="OlderBefore">Where the next older page begins; null when this one reaches the first record.</param>
/// <param name="Looked">How many records were looked at for it.</param>
public sealed record AuditSlice(IReadOnlyList<AuditRecord> Rows, long? OlderBefore, int Looked)
{
    public const int RowsMax = 50;

    /// <summary>Whoever looks for something rare goes on from where this many were looked at.</summary>
    public const int LookedMax = 5_000;

    private const int BlockSize = 500;

    /// <param name="beforeSeq">Only older ones; null from the newest.</param>
    public static async Task<Guarded<AuditSlice>> ReadAsync(IAuditDesk desk, Caller caller, AuditQuery query, long? beforeSeq, CancellationToken stopping)
    {
        var (rows, looked) = (new List<AuditRecord>(RowsMax), 0);
        while (rows.Count < RowsMax && looked < LookedMax)
        {
            var answer = await desk.ReadAsync(caller, beforeSeq, BlockSize, stopping);
            if (answer is Guarded<IReadOnlyList<AuditRecord>>.Refused refused)
            {
                return new Guarded<AuditSlice>.Refused(refused.Refusal);
            }

            var block = ((Guarded<IReadOnlyList<AuditRecord>>.Done)answer).Value;
            var taken = Take(block, query, rows);
            (beforeSeq, looked) = (taken > 0 ? block[taken - 1].Seq : beforeSeq, looked + taken);
            if (block.Count == 0 || beforeSeq <= 1)
            {
                return new Guarded<AuditSlice>.Done(new(rows, null, looked));
            }
        }

        return new Guarded<AuditSlice>.Done(new(rows, beforeSeq, looked));
    }

    // How many of the block were looked at before the page was full.
    private static int Take(IReadOnlyList<AuditRecord> block, AuditQuery query, List<AuditRecord> rows)
    {
        var looked = 0;
        while (looked < block.Count && rows.Count < RowsMax)
        {
            var record = block[looked++];
            if (query.Matches(record))
            {
                rows.Add(record);
            }
        }

        return looked;
    }
}
