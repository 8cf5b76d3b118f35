using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Unit.Access;

public sealed class PeerRulesTests
{
    private static readonly IPAddress Proxy = IPAddress.Parse("10.0.0.7");

    [Theory]
    [InlineData("127.0.0.1", "http", null, null, 200)]
    [InlineData("::1", "http", null, null, 200)]
    [InlineData("::ffff:127.0.0.1", "http", null, null, 200)]
    [InlineData("10.0.0.9", "https", null, null, 200)]
    [InlineData("10.0.0.9", "http", null, null, 403)] // past the proxy
    [InlineData("10.0.0.9", "http", "192.0.2.1", "https", 403)] // and claiming to be one
    [InlineData("10.0.0.7", "http", "192.0.2.1", "https", 200)]
    [InlineData("10.0.0.7", "http", "192.0.2.1", "http", 403)] // its client has no https
    [InlineData("10.0.0.7", "http", "192.0.2.1", null, 403)]
    public async Task Request_WithoutHttps_IsTakenFromThisMachineAndTheNamedProxyOnly(string from, string scheme, string? forwardedFor, string? forwardedProto, int expected) =>
        Assert.Equal(expected, (await SendAsync(from, scheme, forwardedFor, forwardedProto)).Response.StatusCode);

    [Fact]
    public async Task NamedProxy_IsBelievedAboutItsClient()
    {
        var http = await SendAsync("10.0.0.7", "http", "192.0.2.1", "https");
        Assert.Equal(("192.0.2.1", "https"), (http.Connection.RemoteIpAddress!.ToString(), http.Request.Scheme));
    }

    [Fact]
    public async Task AnybodyElse_IsNotBelieved()
    {
        var http = await SendAsync("127.0.0.1", "http", "192.0.2.1", "https");
        Assert.Equal(("127.0.0.1", "http"), (http.Connection.RemoteIpAddress!.ToString(), http.Request.Scheme));
    }

    private static async Task<HttpContext> SendAsync(string from, string scheme, string? forwardedFor, string? forwardedProto)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UsePeerRules([Proxy]);
        app.Run(_ => Task.CompletedTask);
        var http = new DefaultHttpContext { RequestServices = services };
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        (http.Request.Scheme, http.Request.Path) = (scheme, "/sign-in");
        if (forwardedFor is not null)
        {
            http.Request.Headers["X-Forwarded-For"] = forwardedFor;
        }

        if (forwardedProto is not null)
        {
            http.Request.Headers["X-Forwarded-Proto"] = forwardedProto;
        }

        await app.Build()(http);
        return http;
    }
}
