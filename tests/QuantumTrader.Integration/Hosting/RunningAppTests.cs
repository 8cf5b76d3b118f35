using QuantumTrader.TestSupport;
using System.Text.RegularExpressions;
using QuantumTrader.Integration.Commands;

namespace QuantumTrader.Integration.Hosting;

/// <summary>One app for what only looks at it.</summary>
public sealed partial class RunningAppTests(RunningAppTests.RunningApp running) : IClassFixture<RunningAppTests.RunningApp>
{
    private AppProcess App => running.App;

    [Fact]
    public async Task Health_WhileTrading_IsHealthyWithBarAgeAndMode()
    {
        var health = await App.HealthAsync();
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.InRange(health.GetProperty("lastBarAgeSeconds").GetDouble(), 0, 30);
        Assert.Equal("Active", health.GetProperty("mode").GetString());
        Assert.Equal("None", health.GetProperty("runState").GetString());
        Assert.Equal("Paper", health.GetProperty("environment").GetString());
        Assert.True(health.GetProperty("journalOk").GetBoolean());
    }

    [Fact]
    public async Task Health_AskedWithHead_AnswersAsGetDoesWithoutABody()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, App.Url + "/health");
        using var answer = await http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Page_StartedFromAnotherFolder_IsServedWithAllItsFiles()
    {
        using var page = await App.GetAsync("/");
        Assert.True(page.IsSuccessStatusCode, page.ToString());
        var files = Linked().Matches(await page.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value).ToArray();
        Assert.All(["MudBlazor.min.", "blazor.web.", "app.", "QuantumTrader.Web."], name => Assert.Contains(files, f => f.Contains(name, StringComparison.Ordinal)));
        foreach (var file in files)
        {
            using var answer = await App.GetAsync("/" + file);
            Assert.True(answer.IsSuccessStatusCode && (await answer.Content.ReadAsByteArrayAsync()).Length > 100, $"{file}: {answer}");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/emergency")]
    [InlineData("/health")]
    [InlineData("/no-such-page")]
    [InlineData("/app.css")]
    public async Task Answer_OfAnyKind_HasTheSecurityHeaders(string path)
    {
        using var answer = await App.GetAsync(path);
        string Header(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", Header("Referrer-Policy"));
    }

    [Fact]
    public async Task Request_ForAnotherHost_IsRefused()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, App.Url + "/");
        request.Headers.Host = "evil.example";
        using var answer = await http.SendAsync(request);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task SecondProcess_OnTheSameDirectory_RefusesNamingHolderAndPath()
    {
        var refused = await CommandProcess.RunAsync(App.Data, [("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next()}")], []);
        refused.AssertRefused(1, App.Data, $"process {App.Id}");
        Assert.Equal("healthy", (await App.HealthAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Fresh_WhileTheDirectoryIsInUse_RefusesAndMovesNothing()
    {
        (await CommandProcess.RunAsync(App.Data, "--fresh")).AssertRefused(1, App.Data, $"process {App.Id}");
        Assert.True(File.Exists(Path.Combine(App.Data, "engine.db")));
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(App.Data)!, Path.GetFileName(App.Data) + ".old-*"));
    }

    [Fact]
    public async Task SecondProcess_OnTheSamePort_EndsInOneLineAndLosesNothing()
    {
        using var data = new TestSupport.TempFolder();
        (await CommandProcess.RunAsync(data.Path, [("ASPNETCORE_URLS", App.Url)], [])).AssertRefused(1, App.Url, "another program listens there");
        await using var next = AppProcess.StartQuiet(data.Path);
        await next.StartedAsync();
        Assert.False((await next.StatusAsync())!.Latched);
    }

    [GeneratedRegex("(?:<link rel=\"stylesheet\" href|<script src)=\"([^\"]+)\"")]
    private static partial Regex Linked();

    public sealed class RunningApp : IAsyncLifetime, IDisposable
    {
        private readonly TestSupport.TempFolder _data = new();

        public AppProcess App { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            App = AppProcess.Start(_data.Path, []);
            await App.HealthyAsync();
        }

        public async Task DisposeAsync() => await App.DisposeAsync();

        public void Dispose() => _data.Dispose();
    }
}
