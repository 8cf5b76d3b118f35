namespace QuantumTrader.Domain.Signals;

public enum SignalAction
{
    Hold,
    Buy,
    Sell,
}
