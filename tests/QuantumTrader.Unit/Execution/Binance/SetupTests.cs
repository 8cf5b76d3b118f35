using QuantumTrader.Infrastructure.Execution.Binance.Setup;

namespace QuantumTrader.Unit.Execution.Binance;

public class SetupTests
{
    private const string Config = "GET /fapi/v1/accountConfig";
    private const string Mode = "GET /fapi/v1/positionSide/dual";
    private const string SetMode = "POST /fapi/v1/positionSide/dual";
    private const string Symbols = "GET /fapi/v1/symbolConfig";
    private const string SetMargin = "POST /fapi/v1/marginType";
    private const string Success = """{"code":200,"msg":"success"}""";

    [Fact]
    public async Task Account_ThatIsAsItMustBe_IsLeftAlone()
    {
        using var gateway = new Gateway();
        Script(gateway);
        Assert.Empty(await PrepareAsync(gateway));
        Assert.All(gateway.Venue.Calls, c => Assert.StartsWith("GET", c.Route, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Account_ThatDiffers_IsSetAndReadBack()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Mode, WireAnswer.Ok("""{"dualSidePosition":true}"""), WireAnswer.Ok("""{"dualSidePosition":false}"""))
            .On(Symbols, WireAnswer.Ok(SymbolConfig("ISOLATED", 20)), WireAnswer.Ok(SymbolConfig("CROSSED", 5)));
        Assert.Empty(await PrepareAsync(gateway));
        Assert.Equal(("false", "CROSSED"), (gateway.Venue.To(SetMode).Single()["dualSidePosition"], gateway.Venue.To(SetMargin).Single()["marginType"]));
    }

    [Fact]
    public async Task Change_ThatTheVenueConfirmsAndDoesNotMake_IsAFault()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Mode, """{"dualSidePosition":true}""").On(Symbols, SymbolConfig("ISOLATED", 20));
        Assert.Equal(2, (await PrepareAsync(gateway)).Count);
    }

    [Theory]
    [InlineData(-4046, 0)]
    [InlineData(-4047, 1)]
    [InlineData(-4048, 1)]
    public async Task MarginType_RefusedByTheVenue_IsAFaultUnlessItIsSoAlready(int code, int faults)
    {
        using var gateway = new Gateway();
        Script(gateway).On(Symbols, WireAnswer.Ok(SymbolConfig("ISOLATED", 5)), WireAnswer.Ok(SymbolConfig("CROSSED", 5))).On(SetMargin, WireAnswer.Refused(code));
        Assert.Equal(faults, (await PrepareAsync(gateway)).Count);
    }

    [Fact]
    public async Task MarginType_ThatCannotBeSet_IsTheSymbolsFaultAlone()
    {
        using var gateway = new Gateway();
        Script(gateway).On(Symbols, SymbolConfig("ISOLATED", 5)).On(SetMargin, WireAnswer.Refused(-4048));
        var verdict = await VerdictAsync(gateway);
        Assert.Empty(verdict.Faults);
        Assert.Equal([Gateway.Btc], verdict.BySymbol.Keys);
        Assert.False(verdict.IsSound);
    }

    [Fact]
    public async Task PositionMode_ThatCannotBeSwitched_SaysWhatToDo()
    {
        using var gateway = new Gateway(o => o.HedgeMode = true);
        Script(gateway).On(SetMode, WireAnswer.Refused(-4068, "Position side cannot be changed if there exists position."));
        Assert.Contains("HedgeMode", Assert.Single(await PrepareAsync(gateway)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"canTrade":false,"dualSidePosition":false,"multiAssetsMargin":false}""")]
    [InlineData("""{"canTrade":true,"dualSidePosition":false,"multiAssetsMargin":true}""")]
    [InlineData("""{"dualSidePosition":false}""")]
    public async Task Account_ThatMayNotTradeHere_IsAFaultAndNothingIsSet(string config)
    {
        using var gateway = new Gateway();
        Script(gateway).On(Config, config);
        Assert.Single(await PrepareAsync(gateway));
        Assert.Single(gateway.Venue.Calls);
    }

    [Theory]
    [InlineData(Config)]
    [InlineData(Mode)]
    [InlineData(Symbols)]
    public async Task Account_ThatCannotBeRead_IsAFault(string route)
    {
        using var gateway = new Gateway();
        Script(gateway).On(route, WireAnswer.Cut);
        Assert.Single(await PrepareAsync(gateway));
    }

    [Fact]
    public async Task Key_ThatIsTight_IsSafe()
    {
        var verdict = await CheckAsync("""{"ipRestrict":true,"createTime":1790000000000,"enableReading":true,"enableFutures":true,"enableWithdrawals":false,"enableInternalTransfer":false,"permitsUniversalTransfer":false}""");
        Assert.True(verdict.IsSafe);
        Assert.Empty(verdict.Warnings);
    }

    [Theory]
    [InlineData("{}", 5)]
    [InlineData("""{"ipRestrict":true,"enableReading":true,"enableFutures":true,"enableWithdrawals":true,"enableInternalTransfer":false}""", 1)]
    [InlineData("""{"ipRestrict":false,"enableReading":true,"enableFutures":true,"enableWithdrawals":false,"enableInternalTransfer":false}""", 1)]
    [InlineData("""{"ipRestrict":true,"enableReading":true,"enableFutures":false,"enableWithdrawals":false,"enableInternalTransfer":false}""", 1)]
    [InlineData("nonsense", 1)]
    public async Task Key_ThatIsLooseOrSilent_IsNotSafe(string body, int faults) => Assert.Equal(faults, (await CheckAsync(body)).Faults.Count);

    [Fact]
    public async Task Key_ThatIsOldOrEnds_IsWarnedAbout()
    {
        var soon = (Gateway.Now + TimeSpan.FromDays(3)).ToUnixTimeMilliseconds();
        var verdict = await CheckAsync($$"""{"ipRestrict":true,"createTime":1600000000000,"enableReading":true,"enableFutures":true,"enableWithdrawals":false,"enableInternalTransfer":false,"permitsUniversalTransfer":false,"tradingAuthorityExpirationTime":{{soon}}}""");
        Assert.Equal((true, 2), (verdict.IsSafe, verdict.Warnings.Count));
    }

    [Fact]
    public async Task Key_WithoutAWalletAddress_IsNotSafe()
    {
        using var gateway = new Gateway();
        Assert.False((await new KeyCheck(gateway.Api, gateway.Clock, gateway.Options).CheckAsync(default)).IsSafe);
    }

    private static async Task<KeyVerdict> CheckAsync(string body)
    {
        using var gateway = new Gateway(o => o.WalletUrl = "http://127.0.0.1:2");
        gateway.Venue.On("GET /sapi/v1/account/apiRestrictions", body);
        return await gateway.RunAsync(new KeyCheck(gateway.Api, gateway.Clock, gateway.Options).CheckAsync(default));
    }

    private static ScriptedVenue Script(Gateway gateway) => gateway.Venue
        .On(Config, """{"canTrade":true,"dualSidePosition":false,"multiAssetsMargin":false,"feeTier":0}""")
        .On(Mode, """{"dualSidePosition":false}""").On(SetMode, Success)
        .On(Symbols, SymbolConfig("CROSSED", 5)).On(SetMargin, Success);

    private static string SymbolConfig(string margin, int leverage) => $$"""[{"symbol":"BTCUSDT","marginType":"{{margin}}","leverage":{{leverage}}}]""";

    private static async Task<IReadOnlyList<string>> PrepareAsync(Gateway gateway) => (await VerdictAsync(gateway)).All;

    private static Task<SetupVerdict> VerdictAsync(Gateway gateway) => gateway.RunAsync(new VenueSetup(gateway.Api, gateway.Options).PrepareAsync([Gateway.Btc], default));
}
