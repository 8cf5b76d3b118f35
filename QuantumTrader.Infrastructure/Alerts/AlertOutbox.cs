namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>What has to go out, and what could not. Not safe for several threads.</summary>
internal sealed class AlertOutbox
{
    /// <summary>Messages that wait. When it is full the mildest and oldest is given up, and shown as such.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>Messages that were given up; the oldest leaves.</summary>
    public const int DeadMax = 100;

    private readonly List<AlertDelivery> _waiting = []; // in the order in which they were made; bounded by WaitingMax
    private readonly LinkedList<AlertDelivery> _dead = new(); // newest first; bounded by DeadMax

    public IReadOnlyList<AlertDelivery> Waiting => _waiting;

    public IReadOnlyCollection<AlertDelivery> Dead => _dead;

    public void Add(AlertDelivery delivery)
    {
        if (_waiting.Count >= WaitingMax)
        {
            var mildest = _waiting.OrderBy(d => d.Severity).ThenBy(d => d.MadeAtUtc).First();
            GiveUp(mildest.Id, "Too many messages wait.");
        }

        _waiting.Add(delivery);
    }

    /// <summary>
    /// The worst and oldest that is due. Of one alert only the first may go: what comes later must not overtake it.
    /// </summary>
    public AlertDelivery? Next(DateTimeOffset nowUtc) =>
        _waiting.DistinctBy(d => d.AlertId).Where(d => d.NextAtUtc <= nowUtc).OrderByDescending(d => d.Severity).ThenBy(d => d.MadeAtUtc).FirstOrDefault();

    /// <summary>When the next may go; null when none waits.</summary>
    public DateTimeOffset? NextAtUtc => _waiting.DistinctBy(d => d.AlertId).Select(d => (DateTimeOffset?)d.NextAtUtc).Min();

    public void Delivered(Guid id) => _waiting.RemoveAll(d => d.Id == id);

    public void Failed(Guid id, string error, DateTimeOffset nextAtUtc)
    {
        if (_waiting.FindIndex(d => d.Id == id) is var at and >= 0)
        {
            _waiting[at] = _waiting[at] with { Attempts = _waiting[at].Attempts + 1, LastError = error, NextAtUtc = nextAtUtc };
        }
    }

    public void GiveUp(Guid id, string error)
    {
        if (_waiting.Find(d => d.Id == id) is { } delivery)
        {
            _waiting.Remove(delivery);
            Bury(delivery with { LastError = error });
        }
    }

    public void Bury(AlertDelivery delivery)
    {
        _dead.AddFirst(delivery);
        if (_dead.Count > DeadMax)
        {
            _dead.RemoveLast();
        }
    }

    /// <summary>All that were given up go again, the oldest first; under their own ids.</summary>
    public int Revive(DateTimeOffset nowUtc)
    {
        var again = _dead.Reverse().ToList();
        _dead.Clear();
        foreach (var delivery in again)
        {
            Add(delivery with { Attempts = 0, MadeAtUtc = nowUtc, NextAtUtc = nowUtc });
        }

        return again.Count;
    }
}
