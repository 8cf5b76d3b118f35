using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Access;

/// <summary>
/// Records refusals, best effort and bounded: the first of its kind at once, those like it only counted for a minute, and at most
/// <see cref="KindsMax"/> kinds a minute. All that nobody signed in for counts as one caller. Never waits.
/// </summary>
public sealed class RefusalRecords(AuditBacklog backlog, IIdSource ids, TimeProvider time, ILogger<RefusalRecords> log)
{
    public const int KindsMax = 1000;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int ReasonLengthMax = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<Kind, Seen> _seen = []; // bounded by KindsMax
    private long _dropped;

    public void Add(Caller caller, string action, AccessRefusal refusal, ActionNote note)
    {
        var nowUtc = time.GetUtcNow();
        if (!IsDue(new Kind(caller.Kind, caller.UserId, caller.KeyId, action, refusal.Code), nowUtc, out var more))
        {
            return;
        }

        log.ActionRefused(action, Infrastructure.Audit.InertText.Of(caller.Name)!, Infrastructure.Audit.InertText.Of(caller.Address), refusal.Code);
        var entry = AuditEntries.Of(ids.Next(), nowUtc, caller, action, AuditResult.Refused, note with { Reason = Infrastructure.Audit.InertText.Of(note.Reason, ReasonLengthMax) });
        if (!backlog.TryAddRefusal(entry with { Detail = AuditEntries.DetailOf(refusal, more) }))
        {
            Drop();
        }
    }

    private bool IsDue(Kind kind, DateTimeOffset nowUtc, out long more)
    {
        more = 0;
        lock (_gate)
        {
            if (_seen.TryGetValue(kind, out var seen) && nowUtc - seen.RecordedAtUtc is var age && age >= TimeSpan.Zero && age < Window)
            {
                _seen[kind] = seen with { More = seen.More + 1 };
                return false;
            }

            more = seen.More;
            if (!_seen.ContainsKey(kind) && _seen.Count >= KindsMax && !MakeRoom(nowUtc))
            {
                Drop();
                return false;
            }

            _seen[kind] = new(nowUtc, 0);
            return true;
        }
    }

    private bool MakeRoom(DateTimeOffset nowUtc)
    {
        foreach (var old in _seen.Where(s => !(nowUtc - s.Value.RecordedAtUtc < Window)).Select(s => s.Key).ToList())
        {
            _seen.Remove(old);
        }

        return _seen.Count < KindsMax;
    }

    private void Drop()
    {
        var dropped = Interlocked.Increment(ref _dropped);
        if (long.IsPow2(dropped))
        {
            log.RefusalsDropped(dropped);
        }
    }

    private readonly record struct Kind(CallerKind Caller, Guid? UserId, Guid? KeyId, string Action, string Code);

    private readonly record struct Seen(DateTimeOffset RecordedAtUtc, long More);
}
