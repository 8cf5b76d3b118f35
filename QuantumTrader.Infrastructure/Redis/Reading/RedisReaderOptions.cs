namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>Who reads, and how patiently.</summary>
public sealed record RedisReaderOptions
{
    /// <summary>The readers of one group share the events; each group gets all of them.</summary>
    public required string Group { get; init; }

    /// <summary>This reader's name, the same after a restart; two at once must not share it.</summary>
    public required string Consumer { get; init; }

    /// <summary>
    /// Up to which sequence of a journal this group has surely handled everything, where the caller keeps that itself; null: what the store
    /// remembers. Asked for when the group has to be made, also again after it was deleted.
    /// </summary>
    public Func<string, long?>? Checkpoint { get; init; }

    /// <summary>Events fetched at once, 1 to 1,000.</summary>
    public int BatchMax { get; init; } = 100;

    /// <summary>How soon it looks again when there was nothing.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How soon an event on which the handler failed is offered again.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>An event that another reader took and did not handle for so long is taken over.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many deliveries an event is set aside, so that the others go on.</summary>
    public int DeliveriesMax { get; init; } = 5;
}
