namespace QuantumTrader.Domain.Signals;

/// <summary>What kind of mind made a signal. Rule models may not trade in Live.</summary>
public enum Provenance
{
    Rule,
    Trained,
}
