using Microsoft.EntityFrameworkCore;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>The alerts of all instances in the console database. Everything throws <see cref="ConsoleUnavailableException"/> when it does not answer.</summary>
/// <param name="database">Where.</param>
/// <param name="instance">Whose alerts are saved here.</param>
public sealed class AlertTable(ConsoleDatabase database, string instance)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Adds or replaces; may be repeated. What was acknowledged elsewhere stays so.</summary>
    public Task SaveAsync(IReadOnlyList<Alert> alerts, CancellationToken stopping) => database.RunAsync(async (context, ct) =>
    {
        var ids = alerts.Select(a => a.Id).ToList();
        var rows = await context.Alerts.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        foreach (var alert in alerts)
        {
            if (rows.TryGetValue(alert.Id, out var row))
            {
                AlertRows.Fill(row, alert);
            }
            else
            {
                context.Alerts.Add(AlertRows.Of(alert, instance));
            }
        }

        return await context.SaveChangesAsync(ct);
    }, stopping);

    /// <summary>What this instance left open.</summary>
    public Task<IReadOnlyList<Alert>> OpenOfThisAsync(CancellationToken stopping) => database.RunAsync<IReadOnlyList<Alert>>(
        async (context, ct) => [.. (await context.Alerts.AsNoTracking().Where(r => r.Instance == instance && r.ResolvedAtUtc == null).OrderByDescending(r => r.FirstSeenAtUtc).Take(AlertBook.OpenMax).ToListAsync(ct)).Select(AlertRows.AlertOf)],
        stopping);

    /// <summary>Of every instance: open ones first, then the newest.</summary>
    public Task<IReadOnlyList<Alert>> ListAsync(int countMax, CancellationToken stopping) => database.RunAsync<IReadOnlyList<Alert>>(
        async (context, ct) => [.. (await context.Alerts.AsNoTracking().OrderByDescending(r => r.ResolvedAtUtc == null).ThenByDescending(r => r.FirstSeenAtUtc).Take(countMax).ToListAsync(ct)).Select(AlertRows.AlertOf)],
        stopping);

    /// <summary>One that is not of this process. By whom it is acknowledged now: whoever was first; null when there is no such alert.</summary>
    public Task<string?> AcknowledgeAsync(Guid id, string by, DateTimeOffset atUtc, CancellationToken stopping) => database.RunAsync<string?>(async (context, ct) =>
    {
        if (await context.Alerts.SingleOrDefaultAsync(r => r.Id == id, ct) is not { AcknowledgedAtUtc: null } row)
        {
            return await context.Alerts.Where(r => r.Id == id).Select(r => r.AcknowledgedBy ?? "").SingleOrDefaultAsync(ct);
        }

        (row.AcknowledgedBy, row.AcknowledgedAtUtc) = (by, atUtc);
        row.ResolvedAtUtc ??= row.Ends == AlertEnd.WhenAcknowledged ? atUtc : null;
        await context.SaveChangesAsync(ct);
        return by;
    }, stopping);

    /// <summary>Removes what was over long ago.</summary>
    public Task<int> PruneAsync(DateTimeOffset nowUtc, CancellationToken stopping)
    {
        var before = nowUtc - KeptFor;
        return database.RunAsync((context, ct) => context.Alerts.Where(r => r.ResolvedAtUtc != null && r.ResolvedAtUtc < before).ExecuteDeleteAsync(ct), stopping);
    }
}
