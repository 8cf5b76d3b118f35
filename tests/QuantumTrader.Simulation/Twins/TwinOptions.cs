namespace QuantumTrader.Simulation.Twins;

/// <summary>What one run of two engines is made of.</summary>
public sealed record TwinOptions
{
    /// <summary>Bars of one minute that trade.</summary>
    public int Bars { get; init; } = 150;

    /// <summary>From this bar on nothing happens to anybody, and everything must come to rest.</summary>
    public int HealAtBar { get; init; } = 125;

    /// <summary>Leaders and stand-bys die, stand still, lose the store or the machine, at moments that the seed draws.</summary>
    public bool Trouble { get; init; } = true;

    /// <summary>Operators stop trading now and then, on either engine, and reset it where it is led.</summary>
    public bool OperatorStops { get; init; } = true;

    /// <summary>At this bar somebody stops trading on the stand-by; 0: never.</summary>
    public int StopOnStandbyAtBar { get; init; }

    /// <summary>The leader dies, for good, just before that stop.</summary>
    public bool LeaderDiesBeforeStop { get; init; }

    /// <summary>At this bar the leader's machine is gone with its disk, and an empty one takes its place; 0: only by chance.</summary>
    public int MachineDiesAtBar { get; init; }

    /// <summary>At each of these bars the leader stands still between its last look at the lease and the wire.</summary>
    public bool FreezesBeforeTheWire { get; init; }
}
