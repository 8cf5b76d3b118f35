using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Access;

/// <summary>Requests that are too large, from elsewhere, or too many; and the headers of every answer.</summary>
public sealed class RequestTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/sign-in")]
    [InlineData("GET", "/setup")]
    [InlineData("GET", "/link")]
    [InlineData("GET", "/confirm")]
    [InlineData("GET", "/account")]
    [InlineData("GET", "/events")]
    [InlineData("GET", "/why")]
    [InlineData("GET", "/emergency")]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/app.css")]
    [InlineData("GET", "/js/shell.js")]
    [InlineData("GET", "/_blazor")]
    [InlineData("GET", "/_framework/blazor.web.js")]
    [InlineData("GET", "/no-such-page")]
    [InlineData("GET", "/api/v1/no-such-thing")]
    [InlineData("DELETE", "/emergency")]
    [InlineData("POST", "/sign-in")]
    [InlineData("POST", "/session/touch")]
    public async Task Headers_OnEveryRoute_AreThere(string method, string path)
    {
        using var browser = new ConsoleBrowser(shared.App.Url);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await browser.Http.SendAsync(request);
        AssertHeaders(answer);
    }

    [Fact]
    public async Task Headers_OnTheRefusalOfAForeignHost_AreThere()
    {
        using var browser = new ConsoleBrowser(shared.App.Url);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";
        using var answer = await browser.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        AssertHeaders(answer);
    }

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/emergency", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/account/password", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/v1/ess/reset", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/v1/ess/activate", HttpStatusCode.Unauthorized)] // with a key it stops, whatever the body
    public async Task Body_TenMegabytes_IsRefusedUnread(string path, HttpStatusCode expected)
    {
        using var browser = await shared.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[10 * 1024 * 1024]) };
        request.Headers.ExpectContinue = true;
        using var answer = await browser.Http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        AssertHeaders(answer);
    }

    [Fact]
    public async Task Body_TooLargeWithoutSayingSo_IsStoppedWhileItIsRead()
    {
        var body = string.Join('&', Enumerable.Range(0, 30).Select(i => $"f{i}={new string('x', 7_000)}")); // no field is beyond its own limit: which one is seen first is chance
        var answer = await RawAsync($"POST /sign-in HTTP/1.1\r\nHost: {Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_Empty_IsABadRequest()
    {
        Assert.StartsWith("HTTP/1.1 400", await RawAsync("GET /sign-in HTTP/1.1\r\nHost:\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await RawAsync("GET /sign-in HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithThousandsOfFields_IsRefused()
    {
        using var browser = new ConsoleBrowser(shared.App.Url);
        using var answer = await browser.PostAsync("/sign-in", [.. Enumerable.Range(0, 2000).Select(i => ($"f{i}", "x"))]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task WebSocket_FromAnotherOrigin_IsRefused()
    {
        using var browser = await shared.SignedInAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(browser, "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(browser, null));
        using var stranger = new ConsoleBrowser(shared.App.Url);
        Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync(stranger, shared.App.Url));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(browser, shared.App.Url));
    }

    [Theory]
    [InlineData("/_blazor?id=x")]
    [InlineData("/_blazor/?id=x")]
    [InlineData("/_BLAZOR/?id=x")]
    public async Task LongPolling_WhichCannotBeCounted_IsRefused(string path)
    {
        using var browser = await shared.SignedInAsync();
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task CircuitStorm_BeyondTheLimit_IsRefusedAndThePlainPagesWork()
    {
        using var browser = await shared.SignedInAsync();
        var open = new List<ClientWebSocket>();
        try
        {
            var codes = new List<HttpStatusCode>();
            for (var i = 0; i < 40; i++)
            {
                codes.Add(await ConnectAsync(browser, shared.App.Url, open, i % 2 == 0 ? "/_blazor" : "/_blazor/"));
            }

            Assert.Equal(3, codes.Count(c => c == HttpStatusCode.SwitchingProtocols));
            Assert.Equal(37, codes.Count(c => c == HttpStatusCode.ServiceUnavailable));
            Assert.Contains("STOP trading now", await browser.TextAsync("/emergency"), StringComparison.Ordinal);
        }
        finally
        {
            open.ForEach(socket => socket.Dispose());
        }

        await TestSupport.Poll.UntilAsync(async () => await ConnectAsync(browser, shared.App.Url) == HttpStatusCode.SwitchingProtocols, TimeSpan.FromSeconds(20), "closed screens give room back");
    }

    private string Authority => new Uri(shared.App.Url).Authority;

    private static void AssertHeaders(HttpResponseMessage answer)
    {
        string Header(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("", Header("Server"));
    }

    private async Task<HttpStatusCode> ConnectAsync(ConsoleBrowser browser, string? origin, List<ClientWebSocket>? open = null, string path = "/_blazor")
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", $"{ConsoleBrowser.SessionCookie}={browser.Cookie}");
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new Uri($"ws://{Authority}{path}"), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The status says it.
        }

        var code = socket.HttpStatusCode;
        if (open is not null && code == HttpStatusCode.SwitchingProtocols)
        {
            open.Add(socket);
        }
        else
        {
            socket.Dispose();
        }

        return code;
    }

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(shared.App.Url).Port);
        var stream = client.GetStream();
        var buffer = new byte[16 * 1024];
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // It answered before all was sent.
        }

        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(15), TimeProvider.System);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
