using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Once a minute: writes what waits in memory, keeps the keys' cache file as new as the database, removes what nobody needs.</summary>
internal sealed class IdentityUpkeep(ConsoleDatabase database, Sessions sessions, KeyRing ring, KeyUses uses, SteadyClock clock, TimeProvider time, ILogger<IdentityUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30); // sessions, links and approvals that are over
    private DateTimeOffset _prunedAtUtc = DateTimeOffset.MinValue;

    /// <summary>One round; also what a test calls.</summary>
    internal async Task RunOnceAsync(CancellationToken stopping)
    {
        try
        {
            await sessions.SaveEndedAsync(stopping);
            await uses.SaveAsync(stopping);
            await ring.RefreshAsync().WaitAsync(stopping);
            if (clock.UtcNow - _prunedAtUtc >= PruneEvery)
            {
                await database.RunAsync(PruneAsync, stopping);
                _prunedAtUtc = clock.UtcNow;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException) // nothing here is worth ending the app for
        {
            log.UpkeepFailed(e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await RunOnceAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await uses.SaveAsync(cancellationToken);
        }
        catch (ConsoleUnavailableException e)
        {
            log.UpkeepFailed(e.Message);
        }
    }

    private async Task<int> PruneAsync(ConsoleDbContext context, CancellationToken stopping)
    {
        var now = clock.UtcNow;
        var (over, answered) = (now - KeptFor, now - Idempotency.KeptFor);
        var responses = await context.StoredResponses.Where(r => r.AtUtc <= answered).ExecuteDeleteAsync(stopping);
        var ended = await context.Sessions.Where(s => s.StartedAtUtc <= over).ExecuteDeleteAsync(stopping); // none lives that long
        var links = await context.OneTimeLinks.Where(l => l.ExpiresAtUtc <= over).ExecuteDeleteAsync(stopping);
        return responses + ended + links + await context.Approvals.Where(a => a.ExpiresAtUtc <= over).ExecuteDeleteAsync(stopping);
    }
}
