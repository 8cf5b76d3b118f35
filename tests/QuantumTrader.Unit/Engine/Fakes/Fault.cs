namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>How a fake store behaves.</summary>
public enum Fault
{
    None,
    Fails,
    Hangs,
}
