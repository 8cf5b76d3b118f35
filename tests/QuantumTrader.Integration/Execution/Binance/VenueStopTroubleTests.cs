using QuantumTrader.Domain.Emergency;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.TestSupport;
using static QuantumTrader.Integration.Execution.Binance.TradingOnVenue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>A stop that the venue does not let through at first: what is not proved is not called flat, and the rest is closed.</summary>
public sealed class VenueStopTroubleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Stop_TheKeyIsRevokedDuringIt_IsNotFlatAndSaysSoAndEndsFlatWhenItIsBack()
    {
        await using var test = await StartAsync();
        await test.HoldAsync();
        test.Host.Venue.RevokeKey(VenueKey.Default.ApiKey);

        await test.Engine.DoAsync(() => test.Engine.Engine.Emergency.ActivateAsync("MANUAL", "a test", "tester"));
        await Poll.UntilAsync(() => test.Engine.Venue.Status?.Refusal is not null, TimeSpan.FromSeconds(2), "people are told what the venue says");

        Assert.Contains("-2015", test.Engine.Venue.Status!.Refusal, StringComparison.Ordinal);
        Assert.False(await test.Engine.LookAsync(e => e.Emergency.Record!.IsRunOver));
        Assert.Equal(Size, test.Held);
        test.Host.Venue.SetKey(VenueKey.Default);
        await test.UntilAsync(e => e.Emergency.Record is { RunState: EmergencyRunState.Flat }, "flat");
        Assert.Equal(0m, test.Held);
    }

    [Theory]
    [InlineData(-2019)]
    [InlineData(-1111)]
    [InlineData(-4141)]
    public async Task Stop_OneSymbolRefusesForGood_ClosesTheOtherAndStaysOpenAboutIt(int code)
    {
        await using var test = await StartAsync(("Emergency:ClosingMax", "00:00:01"), ("Emergency:RoundsBeforeStuck", "1"));
        await test.HoldAsync();
        Assert.Equal(200, (await test.Hand.OrderAsync("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.1")).Status);
        var refused = test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = code, Method = "POST", Path = "/fapi/v1/order", Symbol = "BTCUSDT", Count = 0 });

        await test.Engine.DoAsync(() => test.Engine.Engine.Emergency.ActivateAsync("MANUAL", "a test", "tester"));
        await Poll.UntilAsync(() => HeldOf(test, "ETHUSDT") == 0m && refused.Hits > 1, Limit, "the other symbol is closed and this one was tried again");

        await test.UntilAsync(e => e.Emergency.Record is { RunState: EmergencyRunState.Stuck } or { IsRunOver: true }, "it has looked at what is left");
        Assert.Equal(EmergencyRunState.Stuck, await test.Engine.LookAsync(e => e.Emergency.Record!.RunState));
        Assert.Single(test.Stops);
        test.Host.Faults.Clear();
        await test.UntilAsync(e => e.Emergency.Record is { RunState: EmergencyRunState.Flat }, "flat");
        Assert.Equal((0m, 0), (test.Held, test.Conditionals.Count));
    }

    private static decimal HeldOf(TradingOnVenue test, string symbol)
    {
        lock (test.Host.Venue.Gate)
        {
            return test.Host.Venue.Accounts["main"].Positions.Where(p => p.Symbol == symbol).Sum(p => p.Amount);
        }
    }
}
