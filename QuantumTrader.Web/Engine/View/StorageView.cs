using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Web.Engine.View;

/// <summary>Where the truth is kept and who may write it, as people see it.</summary>
public sealed record StorageView
{
    /// <summary>Embedded or Redis.</summary>
    public required string Provider { get; init; }

    public required EngineRole Role { get; init; }
    public required LeaseState Lease { get; init; }

    /// <summary>Null when the lease cannot run out.</summary>
    public TimeSpan? LeaseLeft { get; init; }

    public long Epoch { get; init; }

    /// <summary>Who holds the lease; empty when unknown.</summary>
    public string Holder { get; init; } = "";

    /// <summary>Null when embedded.</summary>
    public RedisHealth? Redis { get; init; }

    /// <summary>Null when embedded.</summary>
    public ForwarderHealth? Forwarder { get; init; }

    /// <summary>Events that the trade store has not taken yet.</summary>
    public long TradesBehind { get; init; }

    /// <summary>Why the trade store does not take them; null when it does.</summary>
    public string? TradesCause { get; init; }

    /// <summary>When the oldest event that waits for the disk began to wait; null when none does.</summary>
    public DateTimeOffset? JournalWaitingSinceUtc { get; init; }

    public long QuarantinedLines { get; init; }
    public int DeadLetters { get; init; }

    /// <summary>Shown as long as they last: flags that are off, server settings that were accepted.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
