namespace QuantumTrader.Web.Access.Account;

/// <summary>The last wrong tries, and those that are being checked. Holds at most as many times as its limit.</summary>
internal sealed class WrongWindow(int limit, TimeSpan span)
{
    private readonly Queue<DateTimeOffset> _wrong = new(capacity: 4);

    /// <summary>Tries that are being checked: each counts as wrong until it is known not to be.</summary>
    public int Pending { get; set; }

    /// <summary>Null when another try fits; else how long until one does.</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        while (_wrong.TryPeek(out var oldest) && now - oldest >= span)
        {
            _wrong.Dequeue();
        }

        return _wrong.Count + Pending < limit ? null
            : _wrong.TryPeek(out var first) ? first + span - now
            : SignInLimits.RetrySoon;
    }

    public void Wrong(DateTimeOffset now)
    {
        if (_wrong.Count >= limit)
        {
            _wrong.Dequeue();
        }

        _wrong.Enqueue(now);
    }
}
