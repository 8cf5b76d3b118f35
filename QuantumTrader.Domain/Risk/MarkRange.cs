using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The lowest and the highest price within a span. <c>default</c> is not known.</summary>
public readonly record struct MarkRange(Price Lowest, Price Highest)
{
    public bool IsKnown => Lowest.IsValid && Highest >= Lowest;
}
