using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>What a <see cref="JournalSubscriber"/> may be told besides its handler.</summary>
public sealed record SubscriberSettings
{
    public static SubscriberSettings Default { get; } = new();

    /// <summary>How often the handler is called with an event before it goes to the dead letters. Default 3; at least 1.</summary>
    public int TriesMax { get; init; } = 3;

    /// <summary>The pause after the first failure; each further one is four times as long, up to <see cref="PauseMax"/>.</summary>
    public TimeSpan PauseMin { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Events that are not wanted are passed by without reading their payload. Null: all are wanted.</summary>
    public Func<EventKind, bool>? Wants { get; init; }
}
