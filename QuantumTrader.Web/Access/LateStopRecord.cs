using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>
/// A stop is done first and recorded after, so that a process which ended in between recorded nothing. Where the trail lacks the stop that
/// this start found, by a person on this data directory, it is recorded now: once, marked as late, with its own time.
/// </summary>
/// <param name="isOpen">The engine has found what an earlier process left.</param>
/// <param name="found">The emergency that was left here; null: none.</param>
public sealed class LateStopRecord(IAuditLog audit, Func<bool> isOpen, Func<EmergencyRecord?> found, TimeProvider time, ILogger<LateStopRecord> log) : BackgroundService
{
    private const int PageSize = 500;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(15);

    /// <summary>A clock may have been set meanwhile.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private bool _isTold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!isOpen())
        {
            await Task.Delay(Look, time, stoppingToken);
        }

        if (found() is { Latch: { Trigger: TriggerCodes.Manual or TriggerCodes.CommandLine or TriggerCodes.File } latch })
        {
            var entry = AuditEntries.LateStopOf(latch, time.GetUtcNow()); // the same at each try: the trail knows it again
            while (!await TryAsync(entry, latch, stoppingToken))
            {
                await Task.Delay(Retry, time, stoppingToken);
            }
        }
    }

    private async Task<bool> TryAsync(AuditEntry entry, EmergencyLatch latch, CancellationToken stopping)
    {
        try
        {
            if (!await IsRecordedAsync(latch, stopping))
            {
                await audit.AppendAsync(entry, stopping);
                log.StopRecordedLate(latch.EmergencyId, latch.ActivatedBy);
            }

            return true;
        }
        catch (Exception e) when (!(e is OperationCanceledException && stopping.IsCancellationRequested))
        {
            if (!_isTold)
            {
                log.StopNotRecorded(latch.EmergencyId, e);
            }

            _isTold = true;
            return false;
        }
    }

    /// <summary>From the newest record back to the time of the stop.</summary>
    private async Task<bool> IsRecordedAsync(EmergencyLatch latch, CancellationToken stopping)
    {
        for (long? before = null; ;)
        {
            var page = await audit.ReadAsync(before, PageSize, stopping);
            if (page.Any(r => AuditEntries.IsStopOf(r.Entry, latch.EmergencyId)))
            {
                return true;
            }

            if (page.All(r => r.Entry.AtUtc < latch.ActivatedAtUtc - Slack)) // also of an empty one
            {
                return false;
            }

            before = page[^1].Seq;
        }
    }
}
