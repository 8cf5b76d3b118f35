using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A protective order that waits for the disk when the stop comes goes out later, and is found: flat means that nothing rests.</summary>
public sealed class OrderBeforeTheJournalTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(new EngineSettings
    {
        Emergency = new EmergencyOptions { CoolDown = TimeSpan.Zero, ReEntryStep = TimeSpan.Zero },
        Execution = new ExecutionOptions { JournalWaitMax = TimeSpan.FromSeconds(10) },
    });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Stop_WhileAStopOrderWaitsForTheDisk_IsNotFlatBeforeItIsGone()
    {
        var trade = _bench.Open();
        _bench.Journal.Fault = Fault.Hangs;
        var late = new OrderIntent
        {
            ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, OrderPurpose.StopLoss, 77),
            TradeId = trade.TradeId,
            Symbol = trade.Symbol,
            Side = OrderSide.Sell,
            Type = OrderType.StopMarket,
            Purpose = OrderPurpose.StopLoss,
            Quantity = trade.QuantityOpen,
            ReduceOnly = true,
            TriggerPrice = new Price(_bench.Venue.Mark * 0.9m),
            ReferencePrice = new Price(_bench.Venue.Mark),
            Leverage = trade.Leverage,
            CreatedAtUtc = _bench.Now,
        };
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(late, "", null).AsTask());

        _bench.StopAndFlatten();
        _bench.Pass(TimeSpan.FromSeconds(30));

        Assert.Contains(_bench.Venue.Calls, c => c.Contains(late.ClientOrderId.Value, StringComparison.Ordinal));
        Assert.Empty(_bench.Venue.Orders);
        Assert.Equal(EmergencyRunState.Flat, _bench.Record!.RunState);
    }
}
