using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// How much an entry is the same bet as what is held in other symbols or on its way there. <c>default</c> is not known.
/// </summary>
/// <param name="IsKnown">False when one of them cannot be told.</param>
/// <param name="Highest">-1 to 1: of their returns, turned round where the entry is on the other side. -1 when there is nothing else.</param>
/// <param name="With">The symbol that it is with, or that cannot be told; null when there is nothing else.</param>
public readonly record struct CorrelationFacts(bool IsKnown, double Highest, Symbol? With)
{
    public static readonly CorrelationFacts None = new(true, -1.0, null);

    /// <summary>The same with one more; what is not known stays so.</summary>
    /// <param name="symbol">Of the other.</param>
    /// <param name="returns">The correlation of the returns; null: unknown.</param>
    /// <param name="isSameSide">Both gain when their symbol rises, or both when it falls.</param>
    public CorrelationFacts And(Symbol symbol, double? returns, bool isSameSide)
    {
        if (!IsKnown)
        {
            return this;
        }

        var bet = isSameSide ? returns : -returns;
        return bet is not { } known || double.IsNaN(known) ? new(false, 1.0, symbol)
            : known > Highest || With is null ? new(true, known, symbol)
            : this;
    }
}
