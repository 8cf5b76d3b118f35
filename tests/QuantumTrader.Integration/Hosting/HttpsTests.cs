using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The real app behind a real https listener.</summary>
public sealed class HttpsTests : IDisposable
{
    private const string Host = "trader.test";
    private readonly TempFolder _data = new();
    private readonly TempFolder _files = new();
    private readonly TestCertificate _certificate;
    private readonly int _port = FreePort.Next();

    public HttpsTests() => _certificate = new(_files, Host);

    [Fact]
    public async Task SignIn_ByHttps_GivesAHostCookieThatIsSecure()
    {
        await using var app = await StartAsync($"https://127.0.0.1:{Port}");
        await app.BrowserAsync(); // sets up, over plain http on loopback
        using var handler = _certificate.Handler();
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{Port}") };

        using var answer = await SignInAsync(http);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-QuantumTrader=", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=strict", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        using var page = await http.GetAsync(new Uri("/emergency", UriKind.Relative));
        Assert.Contains("id=\"state\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal); // signed in with it
    }

    [Fact]
    public async Task Https_UnderAName_IsRememberedByTheBrowserForAYear()
    {
        await using var app = await StartAsync($"https://127.0.0.1:{Port}");
        Assert.Equal(["max-age=31536000"], await TransportSecurityAsync(Host));
        Assert.Empty(await TransportSecurityAsync("localhost")); // or no other program on this machine could be reached by http any more
    }

    [OutsideFact]
    public async Task Http_FromBeyondLoopback_IsRefusedAndHttpsIsTaken()
    {
        var own = OutsideFactAttribute.OwnAddress()!;
        var plain = FreePort.Next();
        // Behind a proxy http may be listened on; whoever comes past the proxy is refused.
        await using var app = await StartAsync($"https://0.0.0.0:{Port};http://0.0.0.0:{plain}", ("Web__TrustedProxies", "192.0.2.251"));
        using var handler = _certificate.Handler();
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Host = Host;

        using var refused = await http.GetAsync(new Uri($"http://{own}:{plain}/sign-in"));
        using var taken = await http.GetAsync(new Uri($"https://{own}:{Port}/sign-in"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
        Assert.Contains("Use https", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Start_WithHttpBeyondLoopbackBesideHttps_IsRefused() =>
        (await CommandProcess.RunAsync(_data["never"], [("ASPNETCORE_URLS", $"https://127.0.0.1:{Port};http://0.0.0.0:5080"), .. Certified], [])).AssertRefused(2, "http://0.0.0.0:5080");

    [Fact]
    public async Task KeyCertificate_EncryptsTheKeysAndReadsThemAgain()
    {
        using var keys = new TestCertificate(_files, "keys");
        (string, string)[] encrypted = [("Web__KeyCertificate", keys.Path), ("Web__KeyCertificatePassword", TestCertificate.Password)];
        string cookie;
        await using (var app = await AppProcess.StartQuiet(_data.Path, encrypted).StartedAsync())
        {
            cookie = (await app.BrowserAsync()).Cookie!;
            await app.TerminateAsync();
        }

        var files = Directory.GetFiles(_data["keys"], "key-*.xml").Select(File.ReadAllText).ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, text => Assert.Contains("EncryptedData", text, StringComparison.Ordinal));
        Assert.All(files, text => Assert.DoesNotContain("<masterKey", text, StringComparison.Ordinal));

        await using (var again = await AppProcess.StartQuiet(_data.Path, encrypted).StartedAsync())
        {
            Assert.True(await IsSignedInAsync(again, cookie), "The key was not read again.");
            await again.TerminateAsync();
        }

        await using var without = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        Assert.False(await IsSignedInAsync(without, cookie), "The key was read without the certificate.");
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _files.Dispose();
        _data.Dispose();
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private (string, string)[] Certified =>
        [("Kestrel__Certificates__Default__Path", _certificate.Path), ("Kestrel__Certificates__Default__Password", TestCertificate.Password), ("AllowedHosts", $"{Host};localhost;127.0.0.1")];

    /// <summary>Beside plain http on loopback, where the test looks whether it has started.</summary>
    private async Task<AppProcess> StartAsync(string urls, params (string, string)[] settings) =>
        await AppProcess.StartBeside(_data.Path, urls, [("Market__Speed", "1"), .. Certified, .. settings]).StartedAsync();

    private async Task<IEnumerable<string>> TransportSecurityAsync(string name)
    {
        using var handler = _certificate.Handler();
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{Port}/health");
        request.Headers.Host = name;
        using var answer = await http.SendAsync(request);
        return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? [.. values] : [];
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient http)
    {
        var html = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", ConsoleBrowser.TokenOf(html)), new("name", ConsoleBrowser.Name), new("password", ConsoleBrowser.Password)]);
        return await http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
    }

    private static async Task<bool> IsSignedInAsync(AppProcess app, string cookie)
    {
        using var browser = new ConsoleBrowser(app.Url) { Cookie = cookie };
        return (await browser.TextAsync("/emergency")).Contains("id=\"state\"", StringComparison.Ordinal);
    }
}

/// <summary>A test that comes from beyond loopback, by an address of this machine's own. Where it has none the test is skipped with the reason, and fails under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OutsideFactAttribute : FactAttribute
{
    public OutsideFactAttribute()
    {
        if (OwnAddress() is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "This machine has no address but loopback.";
        }
    }

    internal static IPAddress? OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
}
