using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Market;

public class MarketOptionsTests
{
    [Fact]
    public void AddMarket_NothingConfigured_PlaysTheSyntheticMarket()
    {
        using var services = Services();
        var source = Assert.IsType<SyntheticMarketSource>(services.GetRequiredService<IMarketSource>());
        Assert.Equal($"synthetic market, seed {SyntheticMarketSource.DefaultSeed}, 60x", source.Description);
        Assert.Equal(6, source.Symbols.Count);
    }

    [Fact]
    public void AddMarket_Klines_PlaysTheFile()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["BTCUSDT-1m.csv"], KlineText.File(Enumerable.Range(0, 100).Select(n => KlineText.Row(n))));
        using var services = Services(("Source", "Klines"), ("File", folder["BTCUSDT-1m.csv"]), ("HistoryBars", "60"), ("Speed", "0"), ("Symbol", "ethusdt"));
        var source = Assert.IsType<KlineFileSource>(services.GetRequiredService<IMarketSource>());
        Assert.Equal("BTCUSDT-1m.csv, ETHUSDT, as fast as possible", source.Description);
        Assert.Equal(0.01m, MarketInstruments.Of(source).Values.Single().TickSize);
    }

    [Fact]
    public void AddMarket_SourceRegisteredBefore_IsKept()
    {
        var own = new SyntheticMarketSource(99, 0, 0, TimeProvider.System);
        using var services = Services(s => s.AddSingleton<IMarketSource>(own), ("Source", "Exchange"));
        Assert.Same(own, services.GetRequiredService<IMarketSource>());
    }

    [Fact]
    public void AddMarket_ExchangeWithoutAFeed_SaysWhatToDo()
    {
        using var services = Services(("Source", "Exchange"), ("Symbols", "BTCUSDT"));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMarketSource>());
        Assert.Contains("set Market:Source to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AsFastAsPossibleWithAnExchange_IsRefused()
    {
        MarketOptions options = new() { Source = MarketSourceKind.Exchange, Symbols = "BTCUSDT", Speed = 0 };
        Assert.StartsWith("Market:Speed is 0", Assert.Single(new ValidateMarketOptions().Validate(null, options).Failures!), StringComparison.Ordinal);
        options.Speed = 0.5;
        Assert.True(new ValidateMarketOptions().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("Speed", "-1", "Market:Speed")]
    [InlineData("Speed", "NaN", "Market:Speed")]
    [InlineData("Speed", "60001", "Market:Speed")]
    [InlineData("HistoryBars", "59", "Market:HistoryBars")]
    [InlineData("HistoryBars", "100001", "Market:HistoryBars")]
    [InlineData("Symbol", "BTC/USDT", "Market:Symbol")]
    [InlineData("Source", "Klines", "Market:File is missing")]
    [InlineData("Source", "7", "Market:Source")]
    [InlineData("File", "some.csv", "Market:Source to Klines")]
    public void Options_OneValueWrong_IsNamedWithARemedy(string key, string value, string part)
    {
        using var services = Services((key, value));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<MarketOptions>>().Value);
        Assert.Contains(part, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_FileThatIsNotThere_IsNamed()
    {
        using var services = Services(("Source", "Klines"), ("File", "/no/such/BTCUSDT-1m.csv"));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMarketSource>());
        Assert.Contains("/no/such/BTCUSDT-1m.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_SeveralWrong_AreAllNamed()
    {
        using var services = Services(("Speed", "-1"), ("HistoryBars", "0"));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMarketSource>());
        Assert.Equal(2, error.Failures.Count());
    }

    [Fact]
    public void Options_UnknownKey_StopsTheStart()
    {
        using var services = Services(("Sped", "60"));
        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IMarketSource>());
        Assert.Contains("Sped", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => Services(_ => { }, settings);

    private static ServiceProvider Services(Action<IServiceCollection> before, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Market:{s.Key}", (string?)s.Value))).Build());
        services.AddLogging();
        before(services);
        return services.AddMarket().BuildServiceProvider();
    }
}
