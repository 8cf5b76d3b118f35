using Microsoft.Extensions.Configuration;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Unit.Hosting;

public sealed class ListenRulesTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://192.168.1.5:5080", false)]
    [InlineData("http://example.com:5080", false)]
    [InlineData("http://localhost.example.com:5080", false)]
    [InlineData("http://127.0.0.1.example.com", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("127.0.0.1:5080", false)]
    [InlineData("", false)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("https://127.0.0.1:5443", true)]
    [InlineData("http://127.9.8.7:0", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://LOCALHOST:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    public void IsLoopback_OnlyWhatNobodyElseCanReach(string url, bool expected) => Assert.Equal(expected, ListenRules.IsLoopback(url));

    [Theory]
    [InlineData("urls", "http://127.0.0.1:1;http://0.0.0.0:2", "0.0.0.0:2")]
    [InlineData("Web:Url", "http://0.0.0.0:2", "Web:Url http://0.0.0.0:2")]
    [InlineData("http_ports", "8080", "HTTP_PORTS")]
    [InlineData("https_ports", "8443", "HTTPS_PORTS")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://*:80", "http://*:80")]
    [InlineData("Web:Url", "ftp://example.com", "ftp://example.com")]
    public void Refusal_AnAddressThatOthersReachWithoutHttps_IsNamedWithTheRemedy(string key, string value, string named)
    {
        var refusal = ListenRules.Refusal(With((key, value), ("AllowedHosts", "trader.example.com")));

        Assert.Contains(named, refusal, StringComparison.Ordinal);
        Assert.Contains("loopback", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal!);
    }

    [Theory]
    [InlineData("https://0.0.0.0:5443", "")]
    [InlineData("http://0.0.0.0:5080", "10.0.0.7")]
    [InlineData("http://127.0.0.1:5080;https://*:5443", "")]
    public void Refusal_BeyondThisMachineByHttpsOrANamedProxy_IsNone(string urls, string proxies) =>
        Assert.Null(ListenRules.Refusal(With(("urls", urls), ("Web:TrustedProxies", proxies), ("AllowedHosts", "trader.example.com;localhost"))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("trader.example.com;*")]
    [InlineData("localhost;127.0.0.1;[::1]")]
    public void Refusal_BeyondThisMachineWithoutAHostName_NamesAllowedHosts(string? hosts)
    {
        var refusal = ListenRules.Refusal(With(("urls", "https://0.0.0.0:5443"), ("AllowedHosts", hosts)));

        Assert.StartsWith("AllowedHosts", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_EverybodyBelievedToBeAProxy_IsNamed() =>
        Assert.Contains("Web:TrustedProxies", ListenRules.Refusal(With(("forwardedHeaders_enabled", "true"))), StringComparison.Ordinal);

    [Fact]
    public void Refusal_NothingOrLoopbackSaid_IsNone()
    {
        Assert.Null(ListenRules.Refusal(new ConfigurationBuilder().Build()));
        Assert.Null(ListenRules.Refusal(With(("urls", "http://localhost:5080;https://[::1]:5443"))));
    }

    private static IConfiguration With(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build();
}
