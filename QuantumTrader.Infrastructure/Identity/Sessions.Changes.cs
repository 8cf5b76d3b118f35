using Microsoft.EntityFrameworkCore;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What happens to a session after its beginning.</summary>
internal sealed partial class Sessions
{
    private static readonly TimeSpan SaveSeenAfter = TimeSpan.FromMinutes(1);

    public async Task<bool> TouchAsync(Guid id, CancellationToken stopping)
    {
        if (await FindAsync(id, null, stopping) is null)
        {
            return false;
        }

        var now = _clock.UtcNow;
        var isTurn = false;
        _table.Change(id, known =>
        {
            isTurn = now - known.SavedSeenAtUtc >= SaveSeenAfter; // one of several at once gets the turn
            return known with { Session = known.Session with { LastSeenAtUtc = now }, SavedSeenAtUtc = isTurn ? now : known.SavedSeenAtUtc };
        });
        if (isTurn)
        {
            await SaveSeenAsync(id, now, stopping);
        }

        return true;
    }

    /// <summary>Takes over the user's present stamp: whoever proved the password again may go on after changing it.</summary>
    public async Task FreshenAsync(Guid id, bool byTotp, CancellationToken stopping)
    {
        var now = _clock.UtcNow;
        await _database.RunAsync(
            async (context, ct) =>
            {
                if (await SessionRows.FindAsync(context, id, ct) is not { } row || !CouldBeAlive(row, now))
                {
                    return 0;
                }

                return await context.Sessions.Where(s => s.Id == id && s.EndedAtUtc == null).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.FreshAtUtc, now).SetProperty(s => s.IsFreshByTotp, byTotp).SetProperty(s => s.SecurityStamp, row.User.SecurityStamp), ct);
            },
            stopping);
        NoteChange();
        _table.Forget(id);
    }

    public async Task EndAsync(Guid id, CancellationToken stopping)
    {
        var now = _clock.UtcNow;
        _table.End(id, now); // holds here even if the database does not answer; upkeep tells it later
        await SaveEndAsync(id, now, stopping);
    }

    public async Task EndAllAsync(Guid userId, Guid? except, CancellationToken stopping)
    {
        var now = _clock.UtcNow;
        foreach (var id in _table.Of(userId).Where(id => id != except))
        {
            _table.End(id, now);
        }

        await _database.RunAsync(
            (context, ct) => context.Sessions.Where(s => s.UserId == userId && s.Id != except && s.EndedAtUtc == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAtUtc, now), ct), stopping);
        NoteChange();
        foreach (var id in _table.Of(userId).Where(id => id != except))
        {
            _table.Forget(id); // put back meanwhile by somebody who had asked before
        }
    }

    public async Task<IReadOnlyList<SessionFacts>> ListAsync(Guid userId, CancellationToken stopping)
    {
        var rows = await _database.RunAsync((context, ct) => SessionRows.OpenOfAsync(context, userId, ct), stopping);
        var now = _clock.UtcNow;
        return [.. rows.Where(r => !_table.IsEnded(r.Session.Id)).Select(r => WithLaterSeen(r.Session, r.User)).Where(k => k.IsAlive(now, _limits)).Select(k => k.Session)];
    }

    /// <summary>Tells the database what ended here while it was away. Called now and then.</summary>
    internal async Task SaveEndedAsync(CancellationToken stopping)
    {
        foreach (var (id, at) in _table.Ended)
        {
            await SaveEndAsync(id, at, stopping);
            if (_clock.UtcNow - at > _limits.RecheckAfter)
            {
                _table.ForgetEnded(id); // the database has it, and nobody still waits for an older answer
            }
        }
    }

    private bool CouldBeAlive((SessionFacts Session, UserFacts User) row, DateTimeOffset nowUtc) =>
        !_table.IsEnded(row.Session.Id) && WithLaterSeen(row.Session with { SecurityStamp = row.User.SecurityStamp }, row.User).IsAlive(nowUtc, _limits);

    private KnownSession WithLaterSeen(SessionFacts session, UserFacts user)
    {
        var seen = _table.Find(session.Id)?.Session.LastSeenAtUtc ?? session.LastSeenAtUtc;
        return new(seen > session.LastSeenAtUtc ? session with { LastSeenAtUtc = seen } : session, user, 0, session.LastSeenAtUtc);
    }

    private async Task SaveSeenAsync(Guid id, DateTimeOffset now, CancellationToken stopping)
    {
        try
        {
            await _database.RunAsync((context, ct) => context.Sessions.Where(s => s.Id == id && s.LastSeenAtUtc < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAtUtc, now), ct), stopping);
        }
        catch (ConsoleUnavailableException)
        {
            // Known here; the next minute's touch tries again.
        }
    }

    private Task<int> SaveEndAsync(Guid id, DateTimeOffset at, CancellationToken stopping) =>
        _database.RunAsync((context, ct) => context.Sessions.Where(s => s.Id == id && s.EndedAtUtc == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAtUtc, at), ct), stopping);
}
