using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>The venue's key of the private stream, asked for by REST; callable from any thread.</summary>
public interface IListenKeyDesk
{
    /// <summary>A new key, or the one that lives, extended.</summary>
    Task<ExchangeRead<string>> CreateAsync(CancellationToken stopping);

    Task<ListenKeyState> KeepAsync(CancellationToken stopping);

    /// <summary>Ends the key for every client of the account.</summary>
    Task CloseAsync(CancellationToken stopping);
}
