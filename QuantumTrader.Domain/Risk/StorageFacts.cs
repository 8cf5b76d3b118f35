namespace QuantumTrader.Domain.Risk;

/// <summary>What the shared store can be relied on for at one moment. <c>default</c> denies every entry.</summary>
public readonly record struct StorageFacts
{
    /// <summary>Nothing is shared with another process: there is no store that could be away.</summary>
    public static readonly StorageFacts NotShared = new() { IsReady = true, Backlog = 0 };

    /// <summary>The shared store was proved to answer and to take writes.</summary>
    public bool IsReady { get; init; }

    /// <summary>Why it is not ready, for people; null when it is.</summary>
    public string? Cause { get; init; }

    /// <summary>Durable events that are not in the shared store yet: what a stand-by would have to find out by itself. Null: unknown, which denies.</summary>
    public long? Backlog { get; init; }

    /// <summary>The largest backlog that new risk may be taken with.</summary>
    public long BacklogMax { get; init; }
}
