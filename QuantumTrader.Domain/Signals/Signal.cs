using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Signals;

/// <summary>What a model wants on one closed bar. Hold says nothing and leads to no event.</summary>
/// <param name="Confidence">0 to 1; NaN is never enough.</param>
public readonly record struct Signal(
    Symbol Symbol,
    SignalAction Action,
    double Confidence,
    string ModelId,
    string ModelVersion,
    Provenance Provenance,
    DateTimeOffset BarCloseUtc)
{
    /// <summary>Buy wants a long, Sell a short; null for Hold.</summary>
    public Direction? Direction => Action switch
    {
        SignalAction.Buy => Units.Direction.Long,
        SignalAction.Sell => Units.Direction.Short,
        _ => null,
    };
}
