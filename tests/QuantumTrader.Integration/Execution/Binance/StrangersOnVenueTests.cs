using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using static QuantumTrader.Integration.Execution.Binance.TradingOnVenue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>Somebody else with the same key, beside the real engine.</summary>
public sealed class StrangersOnVenueTests
{
    [Fact]
    public async Task Run_APositionAndAnOrderPlacedByHand_AreToldOnceEachAndOursAreNot()
    {
        await using var test = await StartAsync();
        var found = new List<StrangerFound>();
        await test.Engine.DoAsync(() =>
        {
            test.Engine.Bus.Subscribe(e => found.AddRange(e.Event is StrangerFound s ? [s] : []));
            return Task.CompletedTask;
        });
        await test.HoldAsync();
        Assert.Equal(200, (await test.Hand.OrderAsync("symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.5")).Status);
        Assert.Equal(200, (await test.Hand.OrderAsync("symbol=ADAUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=100&price=0.2900&newClientOrderId=web_1")).Status);

        await test.UntilAsync(_ => found.Count >= 2, "both are told");
        for (var i = 0; i < 9; i++)
        {
            await test.LookAsync(_ => true);
        }

        Assert.Equal(
            [(StrangerKind.Position, "ETHUSDT", OrderSide.Sell, 0.5m), (StrangerKind.Order, "ADAUSDT", OrderSide.Buy, 100m)],
            found.OrderBy(f => f.Kind).Select(f => (f.Kind, f.Symbol.Value, f.Side, f.Quantity.Value)));
        Assert.True(await test.LookAsync(e => e.Drift is { IsNone: true } && e.Mode.Holds.Count == 0));
    }
}
