namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>How a fake store behaves.</summary>
internal enum Fault
{
    None,
    Fails,
    Hangs,
}
