using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Unit.Execution.Binance;

public class ValidateBinanceOptionsTests
{
    [Fact]
    public void Defaults_WhenTheVenueIsNotUsed_AreFineAndNameNoAddress()
    {
        var options = new BinanceOptions();
        Assert.True(new ValidateBinanceOptions(isUsed: false).Validate(null, options).Succeeded);
        Assert.Equal(("", "", ""), (options.RestUrl, options.StreamUrl, options.WalletUrl));
    }

    [Fact]
    public void Defaults_WhenTheVenueIsUsed_NameEachThingThatIsMissing()
    {
        var failures = new ValidateBinanceOptions(isUsed: true).Validate(null, new BinanceOptions()).Failures!.ToArray();
        Assert.Equal(4, failures.Length);
        Assert.All(["RestUrl", "StreamUrl", "ApiKey", "ApiSecret"], key => Assert.Single(failures, f => f.StartsWith($"Binance:{key} ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://fapi.binance.com", true)]
    [InlineData("https://fapi.binance.com/", true)]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost:5000", true)]
    [InlineData("http://fapi.binance.com", false)]
    [InlineData("https://fapi.binance.com/fapi", false)]
    [InlineData("https://user:word@fapi.binance.com", false)]
    [InlineData("https://fapi.binance.com?x=1", false)]
    [InlineData("wss://fapi.binance.com", false)]
    [InlineData("fapi.binance.com", false)]
    public void RestUrl_MustBeAnAddressThatKeepsTheKey(string url, bool isFine) => Assert.Equal(isFine, IsFine(o => o.RestUrl = url));

    [Theory]
    [InlineData("Reserve", "-0.1")]
    [InlineData("Reserve", "0.95")]
    [InlineData("OrderTimeout", "00:01:00")]
    [InlineData("ReceiveWindow", "00:00:00")]
    [InlineData("DeadManInterval", "00:01:00")]
    [InlineData("DeadManCountdown", "00:20:00")]
    [InlineData("MarginType", "cross")]
    [InlineData("SettlementAsset", "usdt")]
    [InlineData("WeightPerMinute", "1")]
    [InlineData("Weights:GET /fapi/v1/nothing", "1")]
    [InlineData("Weights:GET /fapi/v1/income", "-1")]
    public void Setting_OutOfItsRange_IsNamed(string key, string value)
    {
        var options = Good();
        Microsoft.Extensions.Configuration.ConfigurationBinder.Bind(
            new Microsoft.Extensions.Configuration.ConfigurationManager { [key] = value }, options);
        var failure = Assert.Single(new ValidateBinanceOptions(isUsed: true).Validate(null, options).Failures!);
        Assert.StartsWith($"Binance:{key.Split(':')[0]}", failure, StringComparison.Ordinal);
    }

    private static bool IsFine(Action<BinanceOptions> change)
    {
        var options = Good();
        change(options);
        return new ValidateBinanceOptions(isUsed: true).Validate(null, options).Succeeded;
    }

    private static BinanceOptions Good() => new() { RestUrl = "https://demo-fapi.binance.com", StreamUrl = "wss://fstream.binancefuture.com", ApiKey = new("k"), ApiSecret = new("s") };
}
