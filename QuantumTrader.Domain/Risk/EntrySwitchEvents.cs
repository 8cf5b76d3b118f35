using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The same symbol and side was executed too often, or, with no executions, the venue took a position of the symbol away; its entries are refused until a named person switches them on.</summary>
public sealed record EntriesSwitchedOff(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public required int Executions { get; init; }
    public required TimeSpan Window { get; init; }
}

/// <summary>A named person allowed entries of this symbol and side again.</summary>
public sealed record EntriesSwitchedOn(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public required string By { get; init; }
    public required string Reason { get; init; }
}
