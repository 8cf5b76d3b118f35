using Binance.Net.Interfaces.Clients;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <summary>One method of the package. What it makes of the answer is not used: the answer itself is.</summary>
/// <param name="client">The package's.</param>
/// <param name="window">How long the venue may take the request, in milliseconds.</param>
/// <param name="limited">Ends the wait.</param>
internal delegate Task NetCall(IBinanceRestClient client, int window, CancellationToken limited);
