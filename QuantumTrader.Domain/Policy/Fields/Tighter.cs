namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>Which way a value has to go to allow less.</summary>
internal enum Tighter
{
    Lower,
    Higher,
}
