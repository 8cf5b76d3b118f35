using System.Net;
using System.Net.Sockets;
using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Hosting;

/// <summary>Starts that must not succeed, and the state that they must not leave.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TempFolder _data = new();

    private string Directory => _data["engine"];

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:5080", "http://0.0.0.0:5080")]
    [InlineData("ASPNETCORE_URLS", "http://*:80", "http://*:80")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0;http://[::]:5080", "http://[::]:5080")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "8080", "HTTP_PORTS")]
    [InlineData("HTTPS_PORTS", "8443", "HTTPS_PORTS")]
    [InlineData("Kestrel__Endpoints__x__Url", "http://192.168.1.2:5080", "http://192.168.1.2:5080")]
    [InlineData("Web__Url", "http://example.com:5080", "http://example.com:5080")]
    [InlineData("Web__TrustedProxies", "proxy.example.com", "Web:TrustedProxies")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true", "FORWARDEDHEADERS_ENABLED")]
    [InlineData("ASPNETCORE_URLS", "https://0.0.0.0:5443", "AllowedHosts")]
    [InlineData("Web__KeyCertificate", "/nowhere/keys.pfx", "Web:KeyCertificate")]
    public async Task Start_ThatOthersCouldMisuse_IsRefused(string key, string value, string named)
    {
        (await CommandProcess.RunAsync(Directory, [(key, value)], [])).AssertRefused(2, named);
        Assert.False(System.IO.Directory.Exists(Directory), "A refused start touched the data directory.");
    }

    [Fact]
    public async Task Start_WithWrongSettings_NamesEachAndTouchesNothing()
    {
        (string, string)[] wrong =
        [
            ("Market__Speed", "-1"), ("Exchange__Provider", "Kraken"), ("Market__Foo", "1"), ("Sizing__VolatilityTimeframe", "abc"), ("Events__QueueMax", "3"),
        ];
        var refused = await CommandProcess.RunAsync(Directory, wrong, []);
        Assert.Equal(2, refused.ExitCode);
        Assert.Equal(["Market:Foo", "Sizing:VolatilityTimeframe", "Exchange:Provider", "Events:QueueMax"], refused.ErrorLines.Select(l => l.Split(' ')[0]));
        Assert.False(System.IO.Directory.Exists(Directory), "A refused start touched the data directory.");
    }

    [Theory]
    [InlineData("Market__Speed", "-1", "Market:Speed")]
    [InlineData("Market__Source", "Moon", "Market:Source")]
    public async Task Start_WithOneWrongSetting_SaysItInOneLine(string key, string value, string named) =>
        (await CommandProcess.RunAsync(Directory, [(key, value)], [])).AssertRefused(2, named);

    [Theory]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("Web__Url")]
    public async Task Start_OnAPortThatIsTaken_IsRefusedBeforeTheEngineBegins(string setting)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        (await CommandProcess.RunAsync(Directory, [(setting, url)], [])).AssertRefused(1, $"{setting.Replace("__", ":", StringComparison.Ordinal)} is {url}", "Web:Url or ASPNETCORE_URLS");
        Assert.False(Path.Exists(Path.Combine(Directory, "events")), "The engine began.");
    }

    [Theory]
    [InlineData("--Binance:ApiSecret=canary-7f3a91")]
    [InlineData("--Binance:ApiKey", "canary-7f3a91")]
    [InlineData("ess", "status", "--Binance__ApiSecret=canary-7f3a91")]
    public async Task Start_WithAKeyOnTheCommandLine_IsRefusedWithoutRepeatingIt(params string[] args)
    {
        var refused = (await CommandProcess.RunAsync(Directory, [], args)).AssertRefused(2, "Binance:Api", "secrets set", "Binance__Api", "command line");
        Assert.DoesNotContain("canary", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.False(System.IO.Directory.Exists(Directory), "A refused start touched the data directory.");
    }

    [Fact]
    public async Task Start_OnADamagedDatabase_SaysWhatIsDamagedWithoutAStackTrace()
    {
        System.IO.Directory.CreateDirectory(Directory);
        await File.WriteAllTextAsync(Path.Combine(Directory, "engine.db"), new string('x', 8192));
        (await CommandProcess.RunAsync(Directory, [("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next()}")], [])).AssertRefused(1, "engine.db", "damaged");
    }

    [Fact]
    public async Task Start_AfterOneThatWasKilledBeforeItBegan_IsNotCalledALostState()
    {
        System.IO.Directory.CreateDirectory(Directory);
        await File.WriteAllTextAsync(Path.Combine(Directory, "engine.epoch"), "3");
        await using var app = await AppProcess.StartQuiet(Directory).StartedAsync();
        Assert.False((await app.StatusAsync())!.Latched);
        Assert.Equal("4", await File.ReadAllTextAsync(Path.Combine(Directory, "engine.epoch")));
    }

    [Fact]
    public async Task Fresh_OnAUsedDirectory_MovesItAsideWhole()
    {
        await using (var first = await AppProcess.StartQuiet(Directory).StartedAsync())
        {
            await first.TerminateAsync();
        }

        await using var fresh = await AppProcess.Start(Directory, [("Market__Speed", "1")], "--fresh").StartedAsync();
        var aside = Assert.Single(System.IO.Directory.GetDirectories(_data.Path, "engine.old-*"));
        Assert.Contains(aside, fresh.Output, StringComparison.Ordinal);
        Assert.All(["engine.db", "events", "emergency"], name => Assert.True(Path.Exists(Path.Combine(aside, name)), name));
        Assert.Equal("1", await File.ReadAllTextAsync(Path.Combine(Directory, "engine.epoch")));
    }

    [Fact]
    public async Task Fresh_OnADirectoryThatIsNotThere_MovesNothing()
    {
        await using var fresh = await AppProcess.Start(Directory, [("Market__Speed", "1")], "--fresh").StartedAsync();
        Assert.Equal([Directory], System.IO.Directory.GetDirectories(_data.Path));
    }

    public void Dispose() => _data.Dispose();
}
