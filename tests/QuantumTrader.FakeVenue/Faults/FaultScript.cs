namespace QuantumTrader.FakeVenue.Faults;

/// <summary>One rule and whom it has met.</summary>
public sealed class FaultScript(FaultRule rule)
{
    private int _seen;
    private int _hits;

    public FaultRule Rule => rule;

    /// <summary>Calls that it met.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Whether it meets no more calls.</summary>
    public bool IsSpent => rule.Count > 0 && Hits >= rule.Count;

    /// <summary>Under the scripts' lock.</summary>
    internal bool TryMeet(FaultCall call)
    {
        if (IsSpent || !rule.Matches(call) || ++_seen <= rule.Skip)
        {
            return false;
        }

        Volatile.Write(ref _hits, _hits + 1);
        return true;
    }
}
