using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A venue that refuses everything refuses several symbols in the same minute: each is paused.</summary>
public sealed class TriggerPauseTests
{
    [Fact]
    public void Rejects_OfTwoSymbolsInTheSameMinute_PauseBoth()
    {
        using var bench = new TriggerBench();
        var ids = new SeededIds(5);
        foreach (var symbol in new[] { EngineBench.Btc, EngineBench.Eth })
        {
            for (var i = 0; i < 5; i++)
            {
                var plan = bench.Engine.Plan(symbol: symbol);
                bench.Engine.Do(() => _ = bench.Engine.Bus.PublishAsync(new OrderRejected(ids.Next(), bench.Engine.Now, plan.TradeId)
                {
                    Symbol = symbol,
                    ClientOrderId = plan.ClientOrderId,
                    Purpose = OrderPurpose.Entry,
                    VenueCode = -2019,
                    VenueText = "Margin is insufficient.",
                }).AsTask());
            }
        }

        for (var i = 0; i < 4; i++)
        {
            bench.Tick();
        }

        Assert.Equal([EngineBench.Btc, EngineBench.Eth], bench.Engine.Engine.Pauses.All.Select(p => p.Symbol).Order());
        Assert.Equal(["BTCUSDT", "ETHUSDT"], bench.Acted(TriggerCodes.Rejects).Where(a => a.Began).Select(a => a.Symbol!).Order(StringComparer.Ordinal));
    }
}
