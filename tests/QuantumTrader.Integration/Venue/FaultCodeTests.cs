using QuantumTrader.FakeVenue.Faults;

namespace QuantumTrader.Integration.Venue;

/// <summary>Codes that only a script brings.</summary>
public sealed class FaultCodeTests
{
    [Theory]
    [InlineData(-2023, "User in liquidation mode now.")]
    [InlineData(-2024, "Position is not sufficient.")]
    [InlineData(-4118, "ReduceOnly Order Failed. Please check your existing position and open orders")]
    public async Task Error_OfAScript_BearsTheVenuesWords(int code, string words)
    {
        await using var bench = await VenueBench.StartAsync();
        bench.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = code, Method = "POST", Path = "/fapi/v1/order" });

        var reply = await bench.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010");

        Assert.Equal((400, code, words), (reply.Status, reply.Code, reply.Word("msg")));
    }
}
