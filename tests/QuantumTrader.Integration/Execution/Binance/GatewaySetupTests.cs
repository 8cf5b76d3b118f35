using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Setup;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>Setting the account up and checking the key, on the fake venue.</summary>
public sealed class GatewaySetupTests
{
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    [Fact]
    public async Task Account_InAnotherMode_IsSetAndReadBack()
    {
        await using var gateway = await GatewayOnVenue.StartAsync();
        var setup = new VenueSetup(gateway.Api, new BinanceOptions { HedgeMode = true, MarginType = "ISOLATED" });
        Assert.True((await setup.PrepareAsync([Btc], default)).IsSound);
        Assert.True((await gateway.Api.GetPositionModeAsync(default)).TryGet(out var mode) && mode.DualSidePosition);
        Assert.True((await gateway.Api.GetSymbolConfigAsync(Btc, default)).TryGet(out var config));
        Assert.Equal("ISOLATED", config.Single(c => c.Symbol == "BTCUSDT").MarginType);
        Assert.True((await setup.PrepareAsync([Btc], default)).IsSound);
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task Key_IsSafeOnlyWhenItIsTight(bool withdrawals, bool restricted, bool isSafe)
    {
        await using var gateway = await GatewayOnVenue.StartAsync(
            new FakeVenueOptions { Keys = [VenueKey.Default with { EnableWithdrawals = withdrawals, IpRestrict = restricted }] });
        var verdict = await new KeyCheck(gateway.Api, gateway.Clock, new BinanceOptions { WalletUrl = gateway.Host.RestUrl.ToString() }).CheckAsync(default);
        Assert.True(isSafe == verdict.IsSafe, string.Join(' ', verdict.Faults));
    }
}
