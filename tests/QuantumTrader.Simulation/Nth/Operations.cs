namespace QuantumTrader.Simulation.Nth;

/// <summary>Numbers what the engine asks of the outside from the moment of the stop on, and names those that fail: from <paramref name="first"/>, so many in a row.</summary>
internal sealed class Operations(FaultKind kind, int first, int inARow)
{
    public const string Lease = "lease looked at";
    private readonly List<string> _failed = [];
    private int _count;

    public bool IsArmed { get; set; }

    public FaultKind Kind => kind;

    /// <summary>Where it failed; empty when the run was over before.</summary>
    public IReadOnlyList<string> Failed => _failed;

    /// <summary>Null: this one works.</summary>
    public FaultKind? Next(string place)
    {
        if (!IsArmed || (kind == FaultKind.LeaseUnproven) != (place == Lease))
        {
            return null;
        }

        var number = ++_count;
        if (kind == FaultKind.Crash || number < first || number >= first + inARow)
        {
            return null;
        }

        _failed.Add(place);
        return kind;
    }

    /// <summary>The step at which the process died.</summary>
    public void Died(string place) => _failed.Add(place);

    public bool Hit(string part) => _failed.Any(p => p.Contains(part, StringComparison.Ordinal));
}
