using System.Reflection;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Unit.Architecture;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>The raw port is no second way to the venue: orders go out from one place behind the order door, and nowhere else.</summary>
public class BinanceDoorTests
{
    private static readonly string[] Ports = [typeof(IBinanceApi).FullName!, typeof(BinanceHttpApi).FullName!];
    private static readonly Assembly[] Ours = [typeof(BinanceExchange).Assembly, typeof(OrderExecutor).Assembly];

    [Theory]
    [InlineData("PlaceOrderAsync PlaceAlgoOrderAsync", "OrderSender")]
    [InlineData("CancelOrderAsync CancelAlgoOrderAsync CancelAllOpenOrdersAsync CancelAllOpenAlgoOrdersAsync", "OrderCanceler")]
    [InlineData("CountdownCancelAllAsync", "DeadManSwitch")]
    [InlineData("SetLeverageAsync", "BinanceExchange")]
    [InlineData("SetMarginTypeAsync SetPositionModeAsync", "VenueSetup")]
    public void Calls_ThatChangeSomething_HaveOneCaller(string methods, string callers) =>
        Assert.Equal(callers.Split(' '), Ours.SelectMany(a => MetadataScan.CallersOf(a, Ports, methods.Split(' '))).Order(StringComparer.Ordinal));
}
