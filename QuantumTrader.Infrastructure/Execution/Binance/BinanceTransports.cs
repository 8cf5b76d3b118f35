using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>The transports beside our own that this build has.</summary>
public static class BinanceTransports
{
    /// <summary>Whether the package was compiled in.</summary>
#if BINANCE_NET
    public const bool HasBinanceNet = true;

    public static IBinanceTransport CreateBinanceNet(BinanceOptions options, RequestBudget budget, ServerClock clock, TimeProvider time, ILogger log) =>
        new BinanceNet.BinanceNetApi(options, budget, clock, time, log);
#else
    public const bool HasBinanceNet = false;

    /// <exception cref="NotSupportedException">Always, in this build; the check of the options says so before.</exception>
    public static IBinanceTransport CreateBinanceNet(BinanceOptions options, RequestBudget budget, ServerClock clock, TimeProvider time, ILogger log) =>
        throw new NotSupportedException("This build has no Binance.Net: build it with -p:BinanceNet=true.");
#endif
}
