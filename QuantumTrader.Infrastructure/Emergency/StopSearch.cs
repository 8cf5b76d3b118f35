using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>Whether the journal holds a stop; from the newest line back, as far as it can be.</summary>
public static class StopSearch
{
    private const long FirstLook = 10_000;
    private const long Further = 4;

    /// <summary>A clock may have been set meanwhile.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>On a thread of the pool: a long journal takes a while.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JournalUnavailableException">It is closed.</exception>
    public static Task<bool> HasAsync(IEventJournal journal, EmergencyLatch latch) => Task.Run(() => Has(journal, latch));

    /// <summary>The same on the caller's thread.</summary>
    public static bool Has(IEventJournal journal, EmergencyLatch latch)
    {
        var last = journal.Health.LastDurableSequence;
        for (var lines = FirstLook; ; lines *= Further)
        {
            var after = Math.Max(0, last - lines);
            DateTimeOffset? oldest = null;
            foreach (var (_, e) in journal.ReadAfter(after))
            {
                switch (e)
                {
                    case EmergencyStopped stopped when stopped.EmergencyId == latch.EmergencyId:
                        return true;
                    case not EmergencyStopped: // whose time may be of long before it was written
                        oldest ??= e.AtUtc;
                        break;
                }
            }

            if (after == 0 || oldest < latch.ActivatedAtUtc - Slack)
            {
                return false;
            }
        }
    }
}
