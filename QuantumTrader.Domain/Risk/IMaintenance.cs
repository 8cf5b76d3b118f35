using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>What a venue demands of a position before it liquidates. Asked on every entry: it answers at once and allocates nothing.</summary>
public interface IMaintenance
{
    /// <summary>As a share of the notional, above 0 and below 1; zero when it is not known, or was told too long ago to be believed.</summary>
    Fraction ShareOf(Symbol symbol, Usd notional);
}
