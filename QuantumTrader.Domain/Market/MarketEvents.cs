using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market;

/// <summary>The feed began to deliver live bars.</summary>
public sealed record MarketStarted(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required string Source { get; init; }
    public required IReadOnlyList<string> Symbols { get; init; }
}

/// <summary>Bars are missing between two that came.</summary>
public sealed record MarketGapDetected(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Symbol Symbol { get; init; }
    public required DateTimeOffset FromUtc { get; init; }
    public required DateTimeOffset ToUtc { get; init; }
    public required long MissingBars { get; init; }
}
