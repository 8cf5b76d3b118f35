namespace QuantumTrader.Domain.Risk;

/// <summary>How often one symbol and side was executed. <c>default</c> denies every entry.</summary>
public readonly record struct ThrottleFacts
{
    public bool IsKnown { get; init; }

    /// <summary>Switched off for repeated execution; a named person switches it on again, and nothing else does.</summary>
    public bool IsOff { get; init; }

    public DateTimeOffset? OffSinceUtc { get; init; }

    /// <summary>Entries executed when it was switched off; while it is on, within the present window.</summary>
    public int Executions { get; init; }

    /// <summary>Entries that are on their way and may still be executed, without this intent itself.</summary>
    public int UnderWay { get; init; }
}
