using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>Has the audit trail's head written to the journal: at the start, and whenever it has moved, at most once a second.</summary>
/// <param name="publish">True when the journal has it; false, or an exception, when it is to be tried again.</param>
public sealed class AuditAnchoring(IAuditLog audit, AuditHead head, Func<AuditRecord, Task<bool>> publish, TimeProvider time, ILogger<AuditAnchoring> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastDelay = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await UntilDoneAsync(() => TryReadHeadAsync(stoppingToken), stoppingToken);
        var anchored = 0L;
        while (true)
        {
            await head.WaitBeyondAsync(anchored, stoppingToken);
            await UntilDoneAsync(async () =>
            {
                var newest = head.Newest!; // what came meanwhile needs no anchor of its own
                var isDone = await TryPublishAsync(newest);
                anchored = isDone ? newest.Seq : anchored;
                return isDone;
            }, stoppingToken);
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task UntilDoneAsync(Func<Task<bool>> work, CancellationToken stopping)
    {
        for (var delay = Interval; !await work(); delay = delay * 2 < LastDelay ? delay * 2 : LastDelay)
        {
            await Task.Delay(delay, time, stopping);
        }
    }

    // What an earlier process wrote may not have been anchored.
    private async Task<bool> TryReadHeadAsync(CancellationToken stopping)
    {
        try
        {
            if (await audit.HeadAsync(stopping) is { } record)
            {
                head.MoveTo(record);
            }

            return true;
        }
        catch (AuditUnavailableException)
        {
            return head.Newest is not null; // written since, so it is known
        }
    }

    private async Task<bool> TryPublishAsync(AuditRecord record)
    {
        try
        {
            if (await publish(record))
            {
                return true;
            }

            log.AnchorDelayed(record.Seq, null);
        }
        catch (Exception e)
        {
            log.AnchorDelayed(record.Seq, e);
        }

        return false;
    }
}
