using System.Collections.Concurrent;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Sessions in memory, and those that ended here: whatever the database says or does not say, they stay ended.</summary>
internal sealed class SessionTable
{
    /// <summary>Sessions known and sessions ended, each; the longest unchecked ones make room.</summary>
    public const int CountMax = 10_000;

    private readonly ConcurrentDictionary<Guid, KnownSession> _known = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _ended = new();

    public KnownSession? Find(Guid id) => _known.GetValueOrDefault(id);

    public bool IsEnded(Guid id) => _ended.ContainsKey(id);

    /// <summary>Ended here and not yet, as far as is known, in the database.</summary>
    public IReadOnlyList<KeyValuePair<Guid, DateTimeOffset>> Ended => [.. _ended];

    /// <summary>The newer answer stays, with the later sign of life.</summary>
    public KnownSession Put(KnownSession session)
    {
        if (_known.Count >= CountMax)
        {
            MakeRoom();
        }

        var kept = _known.AddOrUpdate(session.Session.Id, session, (_, old) => Merge(old, session));
        if (IsEnded(session.Session.Id))
        {
            _known.TryRemove(session.Session.Id, out _); // ended while it was being asked for
        }

        return kept;
    }

    /// <summary>Null when it is not known.</summary>
    public KnownSession? Change(Guid id, Func<KnownSession, KnownSession> change)
    {
        while (_known.TryGetValue(id, out var old))
        {
            var changed = change(old);
            if (_known.TryUpdate(id, changed, old))
            {
                return changed;
            }
        }

        return null;
    }

    public void Forget(Guid id) => _known.TryRemove(id, out _);

    public void End(Guid id, DateTimeOffset nowUtc)
    {
        if (_ended.Count >= CountMax && _ended.MinBy(e => e.Value) is { Key: var oldest })
        {
            _ended.TryRemove(oldest, out _);
        }

        _ended[id] = nowUtc;
        _known.TryRemove(id, out _);
    }

    /// <summary>Once the database has it, and it may be forgotten here.</summary>
    public void ForgetEnded(Guid id) => _ended.TryRemove(id, out _);

    public IReadOnlyList<Guid> Of(Guid userId) => [.. _known.Where(s => s.Value.User.Id == userId).Select(s => s.Key)];

    private static KnownSession Merge(KnownSession old, KnownSession asked)
    {
        var (newer, other) = asked.CheckedAt >= old.CheckedAt ? (asked, old) : (old, asked);
        return other.Session.LastSeenAtUtc > newer.Session.LastSeenAtUtc
            ? newer with { Session = newer.Session with { LastSeenAtUtc = other.Session.LastSeenAtUtc } }
            : newer;
    }

    private void MakeRoom()
    {
        foreach (var (id, _) in _known.OrderBy(s => s.Value.CheckedAt).Take(CountMax / 10).ToList())
        {
            _known.TryRemove(id, out _);
        }
    }
}
