using Microsoft.Extensions.Configuration;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>Whose money is meant: what contradicts itself must not start.</summary>
public sealed class VenueChoiceTests
{
    private const string Rehearsal = "Exchange:Provider=Binance;Exchange:Environment=Rehearsal;Market:Source=Exchange;Binance:RestUrl=http://127.0.0.1:9797;Binance:StreamUrl=ws://127.0.0.1:9797";
    private const string Testnet = "Exchange:Provider=Binance;Exchange:Environment=testnet;Market:Source=exchange;Binance:RestUrl=https://demo-fapi.binance.com;Binance:StreamUrl=wss://fstream.binancefuture.com";

    private const string Live =
        "Exchange:Provider=Binance;Exchange:Environment=Live;Market:Source=Exchange;Live:Enabled=true;Live:CapitalMax=500;Binance:RestUrl=https://fapi.binance.com;Binance:StreamUrl=wss://fstream.binance.com";

    [Theory]
    [InlineData("", TradingEnvironment.Paper)]
    [InlineData("Exchange:Provider=Paper", TradingEnvironment.Paper)]
    [InlineData(Rehearsal, TradingEnvironment.Rehearsal)]
    [InlineData(Testnet, TradingEnvironment.Testnet)]
    [InlineData(Live, TradingEnvironment.Live)]
    public void Problems_OfASoundChoice_AreNone(string settings, TradingEnvironment environment)
    {
        Assert.Empty(VenueChoice.Problems(Of(settings)));
        Assert.Equal(environment, VenueChoice.EnvironmentOf(Of(settings)));
    }

    [Theory]
    [InlineData("Exchange:Provider=Kraken", "Exchange:Provider")]
    [InlineData("Exchange:Provider=", "Exchange:Provider")]
    [InlineData("Exchange:Provider=Paper;Exchange:Environment=Live", "Exchange:Environment")]
    [InlineData("Exchange:Provider=Paper;Live:Enabled=true", "Live:Enabled")]
    [InlineData("Exchange:Provider=Paper;Market:Source=Exchange", "Market:Source")]
    [InlineData(Rehearsal + ";Exchange:Environment=Paper", "Exchange:Environment")]
    [InlineData(Rehearsal + ";Exchange:Environment=", "Exchange:Environment")]
    [InlineData(Rehearsal + ";Exchange:Environment=3", "Exchange:Environment")]
    [InlineData(Rehearsal + ";Market:Source=Synthetic", "Market:Source")]
    [InlineData(Rehearsal + ";Live:Enabled=true", "Live:Enabled")]
    [InlineData(Rehearsal + ";Binance:RestUrl=https://fapi.binance.com", "Binance:RestUrl")]
    [InlineData(Rehearsal + ";Binance:StreamUrl=wss://fstream.binancefuture.com", "Binance:StreamUrl")]
    [InlineData(Testnet + ";Binance:RestUrl=https://FAPI.binance.com", "Binance:RestUrl")]
    [InlineData(Testnet + ";Live:Enabled=true", "Live:Enabled")]
    [InlineData(Live + ";Live:Enabled=false", "Exchange:Environment")]
    [InlineData(Live + ";Live:Enabled=", "Exchange:Environment")]
    [InlineData(Live + ";Live:CapitalMax=0", "Live:CapitalMax")]
    [InlineData(Live + ";Live:CapitalMax=-1", "Live:CapitalMax")]
    [InlineData(Live + ";Live:CapitalMax=much", "Live:CapitalMax")]
    [InlineData(Live + ";Binance:RestUrl=https://testnet.binancefuture.com", "Binance:RestUrl")]
    [InlineData(Live + ";Binance:StreamUrl=wss://stream.binancefuture.com", "Binance:StreamUrl")]
    [InlineData(Rehearsal + ";Binance:UseSecretFile=true;Binance:ApiKey=k", "Binance:ApiKey")]
    [InlineData(Rehearsal + ";Binance:UseSecretFile=true;Binance:ApiSecret=s", "Binance:ApiSecret")]
    [InlineData(Live + ";Binance:WalletUrl=http://127.0.0.1:9797", "Binance:WalletUrl")]
    public void Problems_OfAContradiction_NameItsKey(string settings, string key) =>
        Assert.StartsWith(key + " ", Assert.Single(VenueChoice.Problems(Of(settings))), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "Paper")]
    [InlineData(Rehearsal, "Binance Rehearsal")]
    [InlineData(Rehearsal + ";Binance:RestUrl=http://127.0.0.1:1", "Binance Rehearsal")]
    [InlineData(Testnet, "Binance Testnet demo-fapi.binance.com")]
    [InlineData(Live, "Binance Live fapi.binance.com")]
    public void Name_OfTheVenue_TellsAccountsApartAndNotPorts(string settings, string name) => Assert.Equal(name, VenueChoice.NameOf(Of(settings)));

    /// <summary>What nobody can read is taken for real money wherever that is the stricter reading.</summary>
    [Fact]
    public void Environment_OfAWordThatIsNone_IsLive() => Assert.Equal(TradingEnvironment.Live, VenueChoice.EnvironmentOf(Of(Rehearsal + ";Exchange:Environment=Prod")));

    private static IConfigurationRoot Of(string settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var pair in settings.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            values[pair[..pair.IndexOf('=', StringComparison.Ordinal)]] = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
