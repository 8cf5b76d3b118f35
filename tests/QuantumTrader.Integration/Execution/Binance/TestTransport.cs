using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>The transport that these tests run over: our own, or with <c>Binance__Transport=BinanceNet</c> in the environment, as for the app, the package.</summary>
internal static class TestTransport
{
    public static BinanceTransport Chosen { get; } = Enum.Parse<BinanceTransport>(Environment.GetEnvironmentVariable("Binance__Transport") ?? nameof(BinanceTransport.Http));

    public static IBinanceTransport Create(BinanceOptions options, RequestBudget budget, ServerClock clock, TimeProvider time) => Chosen == BinanceTransport.BinanceNet
        ? BinanceTransports.CreateBinanceNet(options, budget, clock, time, NullLogger.Instance)
        : new BinanceHttpApi(options, budget, clock, time);
}
