using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Binance;

public class AccountReadTests
{
    private const string Income = "GET /fapi/v1/income";

    [Fact]
    public async Task Account_OfFourAnswers_IsOnePicture()
    {
        using var gateway = new Gateway();
        Script(gateway);
        var account = (await ReadAsync(gateway)).Value!;
        Assert.Equal((1_000m, -5m, 900m, 995m, 0m), (account.WalletBalance.Value, account.UnrealisedPnl.Value, account.AvailableBalance.Value, account.Equity.Value, account.NetTransfers.Value));
        var held = Assert.Single(account.Positions);
        Assert.Equal((Direction.Short, 0.02m, 21m, 50m), (held.Direction, held.Quantity.Value, held.Leverage.Value, held.Margin.Value));
        Assert.Null(held.LiquidationPrice);
    }

    [Theory]
    [InlineData("GET /fapi/v3/account")]
    [InlineData("GET /fapi/v3/positionRisk")]
    [InlineData("GET /fapi/v1/symbolConfig")]
    public async Task Account_WithOneAnswerMissing_IsAFailure(string route)
    {
        using var gateway = new Gateway();
        Script(gateway).On(route, WireAnswer.Refused(-1000, "unknown", 500));
        Assert.False((await ReadAsync(gateway)).IsOk);
    }

    [Theory]
    [InlineData("positionAmt")]
    [InlineData("markPrice")]
    public async Task Position_WithoutAnAmount_IsAFailureAndNotFlat(string member)
    {
        using var gateway = new Gateway();
        Script(gateway).On("GET /fapi/v3/positionRisk", Positions.Replace($"\"{member}\"", "\"other\"", StringComparison.Ordinal));
        Assert.False((await ReadAsync(gateway)).IsOk);
    }

    [Fact]
    public async Task Transfers_ThatCannotBeRead_KeepTheLastSumAndTheAccountReadable()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Income, WireAnswer.Refused(-1000, "unknown", 500));
        Assert.Equal(0m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
        gateway.Venue.On(Income, $"[{Transfer(2, "300")}]");
        Assert.Equal(0m, (await ReadAsync(gateway)).Value!.NetTransfers.Value); // not asked again at once
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(300m, (await ReadAsync(gateway)).Value!.NetTransfers.Value); // told late, and counted all the same
        gateway.Venue.On(Income, WireAnswer.Cut);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(300m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
    }

    [Fact]
    public async Task Transfer_SinceTheBeginning_IsCountedOnce()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Income, $"[{Transfer(1, "500", before: true)}]");
        Assert.Equal(0m, (await ReadAsync(gateway)).Value!.NetTransfers.Value); // it is in the first wallet
        gateway.Venue.On("GET /fapi/v3/account", Account("1300")).On(Income, $"[{Transfer(1, "500", before: true)},{Transfer(2, "300")}]");
        Assert.Equal(300m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
        gateway.Venue.On("GET /fapi/v3/account", Account("1200")).On(Income, $"[{Transfer(2, "300")},{Transfer(3, "-100")}]");
        Assert.Equal(200m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
    }

    [Fact]
    public async Task Transfers_WhileTheWalletRests_AreAskedForSeldom()
    {
        using var gateway = new Gateway();
        Script(gateway);
        for (var i = 0; i < 5; i++)
        {
            await ReadAsync(gateway);
        }

        Assert.Single(gateway.Venue.To(Income));
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        await ReadAsync(gateway);
        Assert.Equal(2, gateway.Venue.To(Income).Length);
    }

    private const string Positions = """[{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"-0.020","entryPrice":"50000","markPrice":"50250","unRealizedProfit":"-5","liquidationPrice":"0","positionInitialMargin":"50"},{"symbol":"ETHUSDT","positionSide":"BOTH","positionAmt":"0.000","entryPrice":"0","markPrice":"3000","unRealizedProfit":"0"}]""";

    private static ScriptedVenue Script(Gateway gateway) => gateway.Venue
        .On("GET /fapi/v3/account", Account("1000"))
        .On("GET /fapi/v3/positionRisk", Positions)
        .On("GET /fapi/v1/symbolConfig", """[{"symbol":"BTCUSDT","marginType":"CROSSED","isAutoAddMargin":"false","leverage":21,"maxNotionalValue":"1000000"}]""")
        .On(Income, "[]");

    private static string Account(string wallet) =>
        $$"""{"totalWalletBalance":"9","totalUnrealizedProfit":"9","totalMarginBalance":"9","availableBalance":"9","assets":[{"asset":"BNB","walletBalance":"7","unrealizedProfit":"0","marginBalance":"7","availableBalance":"7"},{"asset":"USDT","walletBalance":"{{wallet}}","unrealizedProfit":"-5","marginBalance":"995","availableBalance":"900"}],"positions":[]}""";

    private static string Transfer(long id, string amount, bool before = false) =>
        $$"""{"symbol":"","incomeType":"TRANSFER","income":"{{amount}}","asset":"USDT","info":"TRANSFER","time":{{(Gateway.Now + TimeSpan.FromSeconds(before ? -60 : 3_600)).ToUnixTimeMilliseconds()}},"tranId":"{{id}}","tradeId":""}""";

    private static Task<ExchangeRead<AccountSnapshot>> ReadAsync(Gateway gateway) => gateway.RunAsync(gateway.Exchange.GetAccountAsync(default));
}
