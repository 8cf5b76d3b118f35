namespace QuantumTrader.FakeVenue.Streams;

/// <summary>What can go wrong on a stream.</summary>
public enum StreamFaultKind
{
    /// <summary>The next events are lost.</summary>
    Gap,

    /// <summary>The next events come twice.</summary>
    Duplicate,

    /// <summary>An event comes after the one that follows it.</summary>
    Reorder,

    /// <summary>Open connections stay open and say nothing more; new ones work.</summary>
    Silence,

    /// <summary>Open connections are cut without a closing handshake.</summary>
    Cut,
}
