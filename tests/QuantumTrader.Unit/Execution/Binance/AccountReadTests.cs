using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Binance;

public class AccountReadTests
{
    private const string Income = "GET /fapi/v1/income";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

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

    /// <summary>Believed, it would end trades, cancel their stops, and prove a stop flat.</summary>
    [Fact]
    public async Task Positions_MissingWhileTheAccountBindsMarginForThem_AreAFailureAndNotFlat()
    {
        using var gateway = new Gateway();
        Script(gateway).On("GET /fapi/v3/account", Account("1000").Replace("\"totalWalletBalance\"", "\"totalMaintMargin\":\"12.5\",\"totalWalletBalance\"", StringComparison.Ordinal)).On("GET /fapi/v3/positionRisk", "[]");

        var read = await ReadAsync(gateway);

        Assert.False(read.IsOk);
        Assert.Contains("12.5", read.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_FilledBetweenTheTwoAnswers_AreAskedForAgain()
    {
        using var gateway = new Gateway();
        Script(gateway).On("GET /fapi/v3/account", WireAnswer.Ok(Account("1000").Replace("\"totalWalletBalance\"", "\"totalMaintMargin\":\"12.5\",\"totalWalletBalance\"", StringComparison.Ordinal)), WireAnswer.Ok(Account("1000"))).On("GET /fapi/v3/positionRisk", "[]");

        Assert.Empty((await ReadAsync(gateway)).Value!.Positions);
    }

    [Theory]
    [InlineData("\"positionAmt\":\"-0.020\"", "\"positionAmt\":\"-70000000000000000000\"", false)]
    [InlineData("\"entryPrice\":\"50000\"", "\"entryPrice\":\"70000000000000000000\"", false)]
    [InlineData("\"markPrice\":\"50250\"", "\"markPrice\":70000000000000000000000000000", false)]
    [InlineData("\"positionInitialMargin\":\"50\"", "\"positionInitialMargin\":\"1000000000001\"", false)]
    [InlineData("\"positionInitialMargin\":\"50\"", "\"positionInitialMargin\":\"50\",\"updateTime\":9000000000000000000", false)]
    [InlineData("\"liquidationPrice\":\"0\"", "\"liquidationPrice\":\"70000000000000000000\"", true)] // as good as none
    public async Task Position_WithAnAbsurdNumber_IsAFailure(string sane, string absurd, bool isRead)
    {
        using var gateway = new Gateway();
        Assert.Contains(sane, Positions, StringComparison.Ordinal);
        Script(gateway).On("GET /fapi/v3/positionRisk", Positions.Replace(sane, absurd, StringComparison.Ordinal));
        Assert.Equal(isRead, (await ReadAsync(gateway)).IsOk);
    }

    [Fact]
    public async Task Transfers_ThatCannotBeRead_KeepTheLastSumAndTheAccountReadable()
    {
        using var gateway = new Gateway(o => o.TransfersAgeMax = TimeSpan.FromSeconds(30));
        Script(gateway).On(Income, WireAnswer.Refused(-1000, "unknown", 500));
        Assert.Equal(0m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
        gateway.Venue.On(Income, $"[{Transfer(2, "300")}]");
        Assert.True((await ReadAsync(gateway)).Value is { NetTransfers.Value: 0m, TransfersUnread: true }); // not asked again at once
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await ReadAsync(gateway)).Value is { NetTransfers.Value: 300m, TransfersUnread: false }); // told late, and counted all the same
        gateway.Venue.On(Income, WireAnswer.Cut);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await ReadAsync(gateway)).Value is { NetTransfers.Value: 300m, TransfersUnread: true });
    }

    [Fact]
    public async Task Transfers_ThatAreNotToldInTime_HoldNoReadingUpAndAreInALaterOne()
    {
        using var gateway = new Gateway(o => (o.ReadTimeout, o.TransfersAgeMax) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)));
        Script(gateway);
        Assert.True((await ReadAsync(gateway)).Value is { NetTransfers.Value: 0m, TransfersUnread: false });
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        gateway.Venue.On(Income, WireAnswer.Silence, WireAnswer.Ok($"[{Transfer(2, "300")}]"));

        var first = gateway.Exchange.GetAccountAsync(default).AsTask();
        await Poll.UntilAsync(() => gateway.Venue.To(Income).Length == 2, Limit, "the list is asked for");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await first.WaitAsync(Limit)).Value is { NetTransfers.Value: 0m, TransfersUnread: true, Positions.Count: 1 });
        Assert.True((await gateway.Exchange.GetAccountAsync(default).AsTask().WaitAsync(Limit)).Value is { TransfersUnread: true }); // it was waited for already: no time passes
        Assert.Equal(2, gateway.Venue.To(Income).Length);

        await Poll.UntilAsync(ReadsItLaterAsync, Limit, "it is told");

        async Task<bool> ReadsItLaterAsync()
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(15));
            return (await ReadAsync(gateway)).Value is { NetTransfers.Value: 300m, TransfersUnread: false };
        }
    }

    [Fact]
    public async Task Transfer_SinceTheBeginning_IsCountedOnce()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Income, $"[{Transfer(1, "500", before: true)}]");
        Assert.Equal(0m, (await ReadAsync(gateway)).Value!.NetTransfers.Value); // it is in the first wallet
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        gateway.Venue.On("GET /fapi/v3/account", Account("1300")).On(Income, $"[{Transfer(1, "500", before: true)},{Transfer(2, "300")}]");
        Assert.Equal(300m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
        gateway.Venue.On("GET /fapi/v3/account", Account("1200")).On(Income, $"[{Transfer(2, "300")},{Transfer(3, "-100")}]");
        Assert.Equal(200m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
    }

    [Fact]
    public async Task Transfer_AfterTheWalletWasRead_IsNotInItYet()
    {
        using var gateway = new Gateway();
        Script(gateway);
        await ReadAsync(gateway);
        gateway.Venue.On("GET /fapi/v3/account", Account("1300")).On(Income, $"[{Transfer(2, "300")}]");
        Assert.Equal(0m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(300m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
    }

    [Fact]
    public async Task Transfers_FromAnEarlierInstant_AreCountedFromThereOnce()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Income, $"[{Transfer(1, "500", before: true)}]");
        Assert.Equal(0m, (await ReadAsync(gateway)).Value!.NetTransfers.Value);
        var since = Gateway.Now - TimeSpan.FromDays(3);
        gateway.Exchange.CountTransfersFrom(since);
        for (var i = 0; i < 2; i++)
        {
            var read = (await ReadAsync(gateway)).Value!;
            Assert.Equal((500m, since), (read.NetTransfers.Value, read.TransfersSinceUtc));
            gateway.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal($"{since.ToUnixTimeMilliseconds()}", gateway.Venue.To(Income)[1]["startTime"]);
    }

    [Fact]
    public async Task Transfers_FromAnInstantThatTheVenueHasForgotten_AreNotCountedFromThere()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Income, $"[{Transfer(1, "500", before: true)}]");
        gateway.Exchange.CountTransfersFrom(Gateway.Now - TimeSpan.FromDays(100));
        Assert.True((await ReadAsync(gateway)).Value is { NetTransfers.Value: 0m, TransfersSinceUtc: { } since } && since >= Gateway.Now);
    }

    [Fact]
    public async Task Leverages_OfTheTradedSymbols_AreToldAlsoWhereNothingIsHeld()
    {
        using var gateway = new Gateway();
        Script(gateway).On("GET /fapi/v3/positionRisk", "[]");
        Assert.Equal(21m, (await ReadAsync(gateway)).Value!.Leverages[Gateway.Btc].Value);
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

        gateway.Time.Advance(gateway.Options.TransfersAgeMax - TimeSpan.FromSeconds(1));
        await ReadAsync(gateway);
        Assert.Single(gateway.Venue.To(Income));
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
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
        $$"""{"symbol":"","incomeType":"TRANSFER","income":"{{amount}}","asset":"USDT","info":"TRANSFER","time":{{(Gateway.Now + TimeSpan.FromSeconds(before ? -60 : 30)).ToUnixTimeMilliseconds()}},"tranId":"{{id}}","tradeId":""}""";

    private static Task<ExchangeRead<AccountSnapshot>> ReadAsync(Gateway gateway) => gateway.RunAsync(gateway.Exchange.GetAccountAsync(default));
}
