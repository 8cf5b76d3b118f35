using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>The journal holds each stop once: at its time or, where it was refused or the process ended before, late and marked so.</content>
public sealed partial class EmergencyStop
{
    private static readonly TimeSpan JournalRetry = TimeSpan.FromSeconds(5);
    private Task _journaling = Task.CompletedTask; // all that were begun

    /// <summary>False while the disk refuses the journal.</summary>
    public Func<bool> JournalOk { get; init; } = () => true;

    /// <summary>Looks whether the journal holds the stop of this emergency; null where nobody can look.</summary>
    public Func<EmergencyLatch, Task<bool>>? IsInJournal { get; init; }

    private void JournalStop(EmergencyLatch latch) => Journal(JournalStopAsync(latch));

    /// <summary>
    /// What an earlier process may not have journaled any more. What is known from a shared policy alone was activated elsewhere, and is in the
    /// journal there.
    /// </summary>
    private void JournalEarlier(EmergencyRecord record)
    {
        if (IsInJournal is not null && (record.IsStopJournaled == false || (record.IsStopJournaled is null && !SharesPolicy)))
        {
            Journal(JournalLateAsync(record.Latch, TimeSpan.Zero));
        }
    }

    private void Journal(Task journaling)
    {
        tasks.Own("journal the stop", journaling);
        _journaling = Task.WhenAll(_journaling, journaling);
    }

    private async Task JournalStopAsync(EmergencyLatch latch)
    {
        if (await bus.PublishAsync(StopOf(latch)))
        {
            IsJournaled(latch);
        }
        else
        {
            await JournalLateAsync(latch, JournalRetry);
        }
    }

    /// <summary>Until it is there, by this or by an earlier write.</summary>
    private async Task JournalLateAsync(EmergencyLatch latch, TimeSpan after)
    {
        for (var wait = after; ; wait = JournalRetry)
        {
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time);
            }

            if (JournalOk() && await TryJournalLateAsync(latch))
            {
                break;
            }
        }

        if (IsJournaled(latch))
        {
            await SaveLatchAsync(Record!); // no step of a run may come that would save it
        }
    }

    private async Task<bool> TryJournalLateAsync(EmergencyLatch latch)
    {
        try
        {
            return (IsInJournal is { } look && await look(latch)) || await bus.PublishAsync(StopOf(latch) with { RecordedLateAtUtc = time.GetUtcNow() });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalUnavailableException)
        {
            log.JournalNotRead(latch.EmergencyId, e);
            return false;
        }
    }

    private bool IsJournaled(EmergencyLatch latch)
    {
        if (Record is not { } record || record.Latch.EmergencyId != latch.EmergencyId)
        {
            return false;
        }

        Record = record with { IsStopJournaled = true };
        return true;
    }

    private EmergencyStopped StopOf(EmergencyLatch latch) => new(ids.Next(), latch.ActivatedAtUtc)
    {
        EmergencyId = latch.EmergencyId,
        Trigger = latch.Trigger,
        Reason = latch.Reason,
        ActivatedBy = latch.ActivatedBy,
    };
}
