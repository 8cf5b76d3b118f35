using Microsoft.Extensions.Configuration;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Unit.Hosting;

public sealed class KeySourceTests
{
    [Theory]
    [InlineData("file", "from this file", "Binance:UseSecretFile=true")]
    [InlineData("configuration", "Binance:ApiKey and Binance:ApiSecret are set", "Binance:ApiKey=canary", "Binance:ApiSecret=canary")]
    [InlineData("configuration", "without Binance:ApiSecret", "Binance:ApiKey=canary")]
    [InlineData("both", "refused", "Binance:UseSecretFile=true", "Binance:ApiSecret=canary")]
    [InlineData("none", "Set Binance:UseSecretFile to true")]
    public void Source_OfAKey_IsSaidWithoutTheKey(string name, string words, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => s.Split('=')).ToDictionary(s => s[0], s => (string?)s[1])).Build();
        var source = KeySource.Of(configuration);
        Assert.Equal(name, source.Name);
        Assert.Contains(words, source.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", source.Words, StringComparison.Ordinal);
    }
}
