using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Unit.Access;

public sealed class RequestRuleTests
{
    [Theory]
    [InlineData("POST", "http://127.0.0.1:5080", null, true)]
    [InlineData("POST", "http://127.0.0.1:5080", "same-origin", true)]
    [InlineData("POST", null, null, true)] // no browser
    [InlineData("POST", "http://127.0.0.1:5081", null, false)]
    [InlineData("POST", "https://127.0.0.1:5080", null, false)]
    [InlineData("POST", "http://evil.example", null, false)]
    [InlineData("POST", "null", null, false)]
    [InlineData("POST", "http://127.0.0.1:5080", "cross-site", false)]
    [InlineData("POST", null, "same-site", false)]
    [InlineData("DELETE", null, "cross-site", false)]
    [InlineData("GET", "http://evil.example", "cross-site", true)]
    public void Change_FromAnotherSite_IsRefused(string method, string? origin, string? site, bool mayPass) =>
        Assert.Equal(mayPass, SameOrigin.Refusal(Request(method, origin, site)) is null);

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://evil.example", false)]
    [InlineData(null, false)]
    public void LiveConnection_WithoutOurOrigin_IsRefused(string? origin, bool mayPass)
    {
        var request = Request("GET", origin, null);
        request.Headers.Upgrade = "websocket";
        Assert.Equal(mayPass, SameOrigin.Refusal(request) is null);
    }

    [Theory]
    [InlineData("/events", "/events")]
    [InlineData("/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void ReturnUrl_OutOfTheApp_IsTheRoot(string? url, string expected) => Assert.Equal(expected, LocalUrl.OrRoot(url));

    [Fact]
    public void CircuitStorm_OfOneUserAndOfAll_IsCappedAndGivesRoomBack()
    {
        var counter = new CircuitCounter(Options.Create(new AccessOptions { CircuitsPerUser = 2, CircuitsMax = 3 }));
        Assert.Null(counter.Enter("a"));
        Assert.Null(counter.Enter("a"));
        Assert.Contains("CircuitsPerUser", counter.Enter("a"), StringComparison.Ordinal);
        Assert.Null(counter.Enter("b"));
        Assert.Contains("CircuitsMax", counter.Enter("c"), StringComparison.Ordinal);

        counter.Leave("a");
        Assert.Null(counter.Enter("c"));
        Assert.Equal(3, counter.All);
    }

    [Fact]
    public void Refusals_OfAnAttack_AreCountedTogether()
    {
        var time = new FakeTimeProvider(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var digest = new RefusalDigest(time);
        Assert.Equal(0, digest.Count("anna", "10.0.0.1"));
        Assert.Null(digest.Count("anna", "10.0.0.1"));
        Assert.Null(digest.Count("anna", "10.0.0.1"));
        var written = Enumerable.Range(0, 500).Count(i => digest.Count($"user{i}", "10.0.0.1") is not null);
        Assert.Equal(RefusalDigest.RecordsPerMinuteMax - 1, written);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, digest.Count("anna", "10.0.0.1"));
    }

    private static HttpRequest Request(string method, string? origin, string? site)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = (method, "http", new("127.0.0.1:5080"));
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        return request;
    }
}
