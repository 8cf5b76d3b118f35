using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// The good keys in memory: asked for anew every <see cref="AccessOptions.RecheckAfter"/>, changed at once by what is done here, and
/// written to the cache file at each change.
/// </summary>
internal sealed class KeyRing
{
    private static readonly TimeSpan AskLimit = TimeSpan.FromMilliseconds(200); // how long a check waits for the database
    private static readonly TimeSpan MissEvery = TimeSpan.FromSeconds(1); // a shower of made-up keys asks the database no oftener
    private readonly Lock _gate = new(); // of the keys and their file: held while the disk is written
    private readonly Lock _askGate = new(); // of the question: held for a moment only, so that a slow disk delays no check
    private readonly ConsoleDatabase _database;
    private readonly KeyCacheFile _file;
    private readonly TimeSpan _recheckAfter;
    private readonly TimeProvider _time;
    private readonly SteadyClock _clock;
    private volatile KeySnapshot _keys;
    private Task? _asking;
    private long _changedAt;

    public KeyRing(ConsoleDatabase database, KeyCacheFile file, IOptions<AccessOptions> limits, TimeProvider time, SteadyClock clock, IdentityChanges changes)
    {
        (_database, _file, _recheckAfter, _time, _clock) = (database, file, limits.Value.RecheckAfter, time, clock);
        _keys = file.Read();
        changes.UserChanged += user => Change(keys => keys.With(user));
    }

    /// <summary>The key if it is known, and whether that is as new as it must be.</summary>
    public async ValueTask<(KnownKey? Key, bool IsFresh)> FindAsync(Guid id, CancellationToken stopping)
    {
        var age = Age();
        if (age is null || age * 2 >= _recheckAfter || (!_keys.Keys.ContainsKey(id) && age >= MissEvery))
        {
            var asking = Ask();
            if (!(age < _recheckAfter) || !_keys.Keys.ContainsKey(id))
            {
                await WaitAsync(asking, stopping);
            }
        }

        return (_keys.Keys.GetValueOrDefault(id), Age() < _recheckAfter);
    }

    /// <summary>Of what is done here: holds at once, also against an answer that is still under way.</summary>
    public void Change(Func<KeySnapshot, KeySnapshot> change)
    {
        lock (_gate)
        {
            _changedAt = _time.GetTimestamp();
            Take_NeedsGate(change(_keys));
        }
    }

    /// <exception cref="ConsoleUnavailableException">The database does not answer.</exception>
    public Task RefreshAsync() => Ask();

    private static async Task WaitAsync(Task asking, CancellationToken stopping)
    {
        try
        {
            await asking.WaitAsync(AskLimit, stopping);
        }
        catch (Exception e) when (e is ConsoleUnavailableException or TimeoutException)
        {
            // What is known must do; it says that it is old.
        }
    }

    private TimeSpan? Age() => _keys.AskedAt is { } at ? _time.GetElapsedTime(at) : null;

    private Task Ask()
    {
        lock (_askGate)
        {
            return _asking is { IsCompleted: false } running ? running : _asking = AskAsync();
        }
    }

    private async Task AskAsync()
    {
        for (var isDone = false; !isDone;)
        {
            var askedAt = _time.GetTimestamp();
            var now = _clock.UtcNow;
            var found = await _database.RunAsync((context, ct) => GoodAsync(context, now, ct), CancellationToken.None);
            lock (_gate)
            {
                isDone = _changedAt <= askedAt; // else the answer may be of before the change
                if (isDone)
                {
                    Take_NeedsGate(KeySnapshot.Of(found, askedAt));
                }
            }
        }
    }

    private void Take_NeedsGate(KeySnapshot keys)
    {
        var isSame = keys.Equals(_keys);
        _keys = keys;
        if (!isSame)
        {
            _file.Write(keys);
        }
    }

    private static Task<List<KnownKey>> GoodAsync(ConsoleDbContext context, DateTimeOffset now, CancellationToken stopping) =>
        context.ApiKeys.AsNoTracking().Where(k => k.RevokedAtUtc == null && k.ExpiresAtUtc > now)
            .Join(context.Users.AsNoTracking(), k => k.OwnerId, u => u.Id, (k, u) => new KnownKey(k.Id, k.Label, k.SecretHash, k.Scopes, k.CreatedAtUtc, k.ExpiresAtUtc, u.Id, u.UserName ?? "", u.Roles, u.IsDisabled, u.TwoFactorEnabled))
            .ToListAsync(stopping);
}
