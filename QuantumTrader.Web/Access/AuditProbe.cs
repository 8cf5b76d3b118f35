using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>
/// Tries now and then whether the audit trail could take a record, so that a trail that takes none is known before somebody needs it,
/// and one that takes them again is known too.
/// </summary>
public sealed class AuditProbe(IAuditLog audit, AuditBacklog backlog, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await TryAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await audit.ProbeAsync(stopping);
            backlog.NoteWritable();
        }
        catch (Exception e) when (!(e is OperationCanceledException && stopping.IsCancellationRequested))
        {
            backlog.NoteFailure(e);
        }
    }
}
