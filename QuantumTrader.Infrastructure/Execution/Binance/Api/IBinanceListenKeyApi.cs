namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>The key of the private stream. One per account, shared by every client of it, alive for 60 minutes.</summary>
public interface IBinanceListenKeyApi
{
    /// <summary>Makes a key, or extends the one that is alive.</summary>
    ValueTask<BinanceAnswer<BinanceListenKey>> CreateListenKeyAsync(CancellationToken stopping);

    /// <summary>Refused with -1125 when there is none: create one, connect anew, read everything anew.</summary>
    ValueTask<BinanceAnswer<BinanceNothing>> KeepListenKeyAsync(CancellationToken stopping);

    /// <summary>Ends the key for every client of the account.</summary>
    ValueTask<BinanceAnswer<BinanceNothing>> CloseListenKeyAsync(CancellationToken stopping);
}
