using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>What a venue demands of positions up to a size: notional × rate − cumulative.</summary>
/// <param name="Cap">The largest notional of this bracket.</param>
/// <param name="Rate">Above 0 and below 1.</param>
/// <param name="Cumulative">Zero or more: what the brackets below it demand less.</param>
public readonly record struct MaintenanceBracket(Usd Cap, Fraction Rate, Usd Cumulative)
{
    /// <summary>Zero for what is beyond the last bracket, and where there are none.</summary>
    /// <param name="brackets">By their caps, the smallest first.</param>
    /// <param name="notional">Without regard to its sign.</param>
    public static Fraction ShareOf(ReadOnlySpan<MaintenanceBracket> brackets, Usd notional)
    {
        var size = notional.Abs();
        foreach (ref readonly var bracket in brackets)
        {
            if (size <= bracket.Cap)
            {
                return bracket.ShareOf(size);
            }
        }

        return Fraction.Zero;
    }

    // A division of decimals is dear, and the smallest bracket needs none.
    private Fraction ShareOf(Usd size) =>
        Cumulative.Value > 0m && size.Value > 0m && Rate.Value - (Cumulative.Value / size.Value) is > 0m and var share ? new Fraction(share) : Rate;
}
