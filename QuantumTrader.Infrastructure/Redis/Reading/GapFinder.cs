using QuantumTrader.Infrastructure.Events.Forwarding;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>Sees the sequences that a reader gets, and finds those that nobody can get.</summary>
internal sealed class GapFinder(IDatabase database, string stream, string journalId, Action<SequenceGap> report)
{
    private const int PageLength = 100;
    private long _seen;

    public void StartAfter(long sequence) => _seen = sequence;

    public async ValueTask SeeAsync(RedisValue id)
    {
        if (!EntryFields.TrySequence(id, out var sequence))
        {
            return;
        }

        if (sequence > _seen + 1)
        {
            await ReportHolesAsync(_seen + 1, sequence - 1);
        }

        _seen = Math.Max(_seen, sequence);
    }

    /// <summary>What lies between may have gone to another reader of the group: only what the stream does not hold is a hole.</summary>
    private async Task ReportHolesAsync(long from, long to)
    {
        while (from <= to)
        {
            var page = await database.StreamRangeAsync(stream, EntryFields.IdOf(from), EntryFields.IdOf(to), PageLength);
            foreach (var entry in page)
            {
                if (EntryFields.TrySequence(entry.Id, out var held))
                {
                    ReportIfAny(from, held - 1);
                    from = held + 1;
                }
            }

            if (page.Length < PageLength)
            {
                ReportIfAny(from, to);
                return;
            }
        }
    }

    private void ReportIfAny(long from, long to)
    {
        if (from <= to)
        {
            report(new(journalId, from, to));
        }
    }
}
