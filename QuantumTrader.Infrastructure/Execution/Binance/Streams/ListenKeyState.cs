namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

public enum ListenKeyState
{
    /// <summary>The venue did not say; it is asked again.</summary>
    Unknown,
    Extended,

    /// <summary>The venue knows no key (-1125): the stream that it named is dead, whatever its socket says.</summary>
    Gone,
}
