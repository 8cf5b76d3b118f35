namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <param name="Count">Bytes written to the buffer.</param>
/// <param name="EndOfMessage">The message is whole with them.</param>
/// <param name="ClosedBy">Why the other side closed, in one line; null while it is open.</param>
public readonly record struct SocketRead(int Count, bool EndOfMessage, string? ClosedBy = null);
