using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Sessions in the console database, remembered for at most <see cref="AccessOptions.RecheckAfter"/>.</summary>
internal sealed partial class Sessions : ISessions
{
    private static readonly TimeSpan AskLimit = TimeSpan.FromMilliseconds(200); // how long a known session waits for the database
    private const int AgentMax = 256;
    private const int AddressMax = 64;
    private readonly SharedQuestions<Guid, KnownSession?> _asking;
    private readonly SessionTable _table = new();
    private readonly ConsoleDatabase _database;
    private readonly AccessOptions _limits;
    private readonly SteadyClock _clock;
    private readonly TimeProvider _time;
    private readonly RandomIds _ids;
    private long _changedAt; // of the monotonic clock: an answer to a question from before it may be of before it

    public Sessions(ConsoleDatabase database, IOptions<AccessOptions> limits, SteadyClock clock, TimeProvider time, RandomIds ids, IdentityChanges changes)
    {
        (_database, _limits, _clock, _time, _ids) = (database, limits.Value, clock, time, ids);
        _asking = new(AskAsync);
        changes.UserChanged += OnUserChanged;
    }

    public async Task<SessionFacts> StartAsync(UserFacts user, bool byTotp, string? address, string? agent, CancellationToken stopping)
    {
        var (now, askedAt) = (_clock.UtcNow, _time.GetTimestamp());
        var session = new SessionFacts(_ids.Next(), user.Id, user.SecurityStamp, now, now, now, byTotp, BoundedText.OrNull(address, AddressMax), BoundedText.OrNull(agent, AgentMax));
        await _database.RunAsync(
            async (context, ct) =>
            {
                context.Sessions.Add(SessionRows.New(session));
                await context.SaveChangesAsync(ct);
                return await context.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignInAtUtc, now), ct);
            },
            stopping);
        _table.Put(new(session, user, askedAt, now));
        return session;
    }

    public async ValueTask<Caller?> FindAsync(Guid id, string? address, CancellationToken stopping)
    {
        var known = _table.Find(id);
        if (known is null || AgeOf(known) * 2 >= _limits.RecheckAfter)
        {
            known = await RecheckAsync(id, known, stopping);
        }

        return known is not null && !_table.IsEnded(id) && known.IsAlive(_clock.UtcNow, _limits)
            ? known.ToCaller(RolesOf(known), address, _clock.AsWall(known.Session.FreshAtUtc))
            : null;
    }

    /// <summary>Half of the time before it must be, so that a database that is away for a moment signs nobody out.</summary>
    private async ValueTask<KnownSession?> RecheckAsync(Guid id, KnownSession? known, CancellationToken stopping)
    {
        if (_table.IsEnded(id))
        {
            return null;
        }

        var asking = _asking.AskAsync(id);
        if (known is not null && AgeOf(known) < _limits.RecheckAfter)
        {
            return known; // the answer is for the next one who asks
        }

        try
        {
            return known is null ? await asking.WaitAsync(stopping) : await asking.WaitAsync(AskLimit, _time, stopping);
        }
        catch (Exception e) when (e is ConsoleUnavailableException or TimeoutException)
        {
            return known;
        }
    }

    private async Task<KnownSession?> AskAsync(Guid id)
    {
        while (true)
        {
            var askedAt = _time.GetTimestamp();
            var found = await _database.RunAsync((context, ct) => SessionRows.FindAsync(context, id, ct), CancellationToken.None);
            if (found is not { } row)
            {
                _table.Forget(id);
                return null;
            }

            var known = _table.Put(new(row.Session, row.User, askedAt, row.Session.LastSeenAtUtc));
            if (Volatile.Read(ref _changedAt) <= askedAt)
            {
                return known;
            }
        }
    }

    // With the database away for longer than a recheck, nobody knows whether the user still may: seeing and stopping is what can do no harm.
    private Roles RolesOf(KnownSession known) =>
        AgeOf(known) < _limits.RecheckAfter + AskLimit ? known.User.Roles
        : (known.User.Roles & (Roles.Operator | Roles.Risk | Roles.Admin)) != 0 ? Roles.Viewer | Roles.Operator
        : known.User.Roles & Roles.Viewer;

    private TimeSpan AgeOf(KnownSession known) => _time.GetElapsedTime(known.CheckedAt);

    private void NoteChange() => Volatile.Write(ref _changedAt, _time.GetTimestamp());

    private void OnUserChanged(UserFacts user)
    {
        NoteChange();
        foreach (var id in _table.Of(user.Id))
        {
            _table.Change(id, known => known with { User = user });
        }
    }
}
