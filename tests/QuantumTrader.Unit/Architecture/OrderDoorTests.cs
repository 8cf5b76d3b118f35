using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Venue;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Architecture;

public sealed class OrderDoorTests
{
    private static readonly string[] OrderMethods =
        typeof(IExchange).GetMethods().Select(m => m.Name).ToArray();

    /// <summary>The interface and everything that implements it: going around the interface is no way either.</summary>
    private static readonly string[] Doors =
        [typeof(IExchange).FullName!, .. typeof(PaperExchange).Assembly.GetTypes().Where(t => typeof(IExchange).IsAssignableFrom(t)).Select(t => t.FullName!)];

    [Fact]
    public void OrderMethods_OfTheExchange_AreTheFiveWeKnow() =>
        Assert.Equal(["CancelAllAsync", "CancelAllConditionalAsync", "CancelAsync", "SetLeverageAsync", "SubmitAsync"], OrderMethods.Order());

    [Fact]
    public void OrderMethods_InTheApp_AreCalledByTheExecutorAlone() =>
        Assert.Equal([nameof(OrderExecutor)], MetadataScan.CallersOf(typeof(OrderExecutor).Assembly, Doors, OrderMethods));

    /// <summary>The venue of the running app is a door itself and hands its calls to the exchange behind it.</summary>
    [Fact]
    public void OrderMethods_InInfrastructure_AreCalledByADoorAlone() =>
        Assert.Equal([nameof(BinanceVenue)], MetadataScan.CallersOf(typeof(PaperExchange).Assembly, Doors, OrderMethods));

    [Fact]
    public void OrderMethods_InDomain_AreCalledByNobody() =>
        Assert.Empty(MetadataScan.CallersOf(typeof(IExchange).Assembly, Doors, OrderMethods));
}
