using QuantumTrader.Domain.Events;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>A trigger began to limit trading, ended it, or called people. A stop has events of its own as well.</summary>
public sealed record TriggerActed(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    /// <summary>One of <see cref="TriggerCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>One action.</summary>
    public required TriggerAction Action { get; init; }

    /// <summary>True: it begins, or is done; false: it ends.</summary>
    public required bool Began { get; init; }

    /// <summary>For people.</summary>
    public required string Reason { get; init; }

    /// <summary>The symbol that is paused; null for everything else.</summary>
    public string? Symbol { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? UntilUtc { get; init; }
}
