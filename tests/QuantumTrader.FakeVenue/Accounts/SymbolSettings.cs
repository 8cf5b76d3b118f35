namespace QuantumTrader.FakeVenue;

/// <summary>What an account has set for one symbol.</summary>
public sealed class SymbolSettings
{
    public required int Leverage { get; set; }

    public MarginType MarginType { get; set; }
}
