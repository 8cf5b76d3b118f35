namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>Who carries the requests to the venue.</summary>
public enum BinanceTransport
{
    /// <summary>The app's own HTTP client.</summary>
    Http,

    /// <summary>The package Binance.Net; only in a build with <c>-p:BinanceNet=true</c>.</summary>
    BinanceNet,
}
