using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>A venue that demands one and the same share of every position, such as the paper venue.</summary>
/// <param name="share">Above 0 and below 1.</param>
public sealed class FlatMaintenance(Fraction share) : IMaintenance
{
    public Fraction ShareOf(Symbol symbol, Usd notional) => share;
}
