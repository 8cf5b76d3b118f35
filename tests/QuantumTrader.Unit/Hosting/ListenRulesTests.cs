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
    [InlineData("Web:Url", "http://0.0.0.0:2", "0.0.0.0:2")]
    [InlineData("http_ports", "8080", "HTTP_PORTS")]
    [InlineData("https_ports", "8443", "HTTPS_PORTS")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://*:80", "http://*:80")]
    public void Refusal_AnAddressThatOthersReach_IsNamedWithTheRemedy(string key, string value, string named)
    {
        var refusal = ListenRules.Refusal(With(key, value));

        Assert.Contains(named, refusal, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_NothingOrLoopbackSaid_IsNone()
    {
        Assert.Null(ListenRules.Refusal(new ConfigurationBuilder().Build()));
        Assert.Null(ListenRules.Refusal(With("urls", "http://localhost:5080;https://[::1]:5443")));
    }

    private static IConfiguration With(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
}
