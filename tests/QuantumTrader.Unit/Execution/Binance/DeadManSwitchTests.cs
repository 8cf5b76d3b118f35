using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Setup;

namespace QuantumTrader.Unit.Execution.Binance;

public class DeadManSwitchTests
{
    private const string Countdown = "POST /fapi/v1/countdownCancelAll";

    [Fact]
    public async Task Symbol_WithOpenOrders_IsSetAnewAndSwitchedOffAfterwards()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Countdown, """{"symbol":"BTCUSDT","countdownTime":"120000"}""");
        List<Symbol> open = [Gateway.Btc];
        var dead = new DeadManSwitch(gateway.Api, gateway.Options, () => open, gateway.Time);
        await dead.RenewAsync(default);
        gateway.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(90), Assert.Single(dead.Health.Left).Value);
        await dead.RenewAsync(default);
        open.Clear();
        await dead.RenewAsync(default);
        await dead.RenewAsync(default);
        Assert.Equal(["120000", "120000", "0"], gateway.Venue.To(Countdown).Select(c => c["countdownTime"]!));
        Assert.Empty(dead.Health.Left);
    }

    [Fact]
    public async Task Failure_IsShownAndTheTimeRunsOn()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Countdown, WireAnswer.Ok("""{"symbol":"BTCUSDT","countdownTime":"120000"}"""), WireAnswer.Cut);
        var dead = new DeadManSwitch(gateway.Api, gateway.Options, () => [Gateway.Btc], gateway.Time);
        await dead.RenewAsync(default);
        gateway.Time.Advance(TimeSpan.FromSeconds(130));
        await dead.RenewAsync(default);
        Assert.Equal(TimeSpan.FromSeconds(-10), Assert.Single(dead.Health.Left).Value);
        Assert.NotNull(dead.Health.Failure);
    }

    [Fact]
    public async Task Symbols_BeyondTheBudget_AreNamedAsUncovered()
    {
        using var gateway = new Gateway(o => o.WeightPerMinute = 400);
        gateway.Venue.On(Countdown, """{"symbol":"BTCUSDT","countdownTime":"120000"}""");
        Symbol[] open = [.. Enumerable.Range(0, 10).Select(i => Symbol.Create($"S{i}USDT"))];
        var dead = new DeadManSwitch(gateway.Api, gateway.Options, () => open, gateway.Time);
        Assert.Equal(2, dead.SymbolsMax); // a tenth of 400 a minute, each half minute, ten each
        await dead.RenewAsync(default);
        await dead.RenewAsync(default);
        Assert.Equal(["S0USDT", "S1USDT"], gateway.Venue.To(Countdown).Select(c => c["symbol"]!).Distinct());
        Assert.Equal(8, dead.Health.Uncovered.Count);
    }
}
