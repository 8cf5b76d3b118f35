namespace QuantumTrader.Domain.Emergency;

public enum EmergencyRunState
{
    None,
    Latched,
    Cancelling,
    Closing,
    Verifying,
    Flat,
    FlatExceptDust,
    Stuck,
}
