using System.Net;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Access;

/// <summary>The plain form for those who are not signed in.</summary>
public sealed class EmergencyDoorTests : IDisposable
{
    private readonly TempFolder _data = new();

    [Fact]
    public async Task Stranger_SeesTheFormAndNothingOfTheState()
    {
        await using var app = await StartAsync();
        using var stranger = new ConsoleBrowser(app.Url);
        var page = await stranger.TextAsync("/emergency");
        Assert.Contains("STOP trading now", page, StringComparison.Ordinal);
        Assert.Contains("name=\"key\"", page, StringComparison.Ordinal);
        Assert.All(["Positions</dt>", "PAPER", "Notional", "id=\"state\""], word => Assert.DoesNotContain(word, page, StringComparison.Ordinal));

        var seen = await (await app.BrowserAsync()).TextAsync("/emergency");
        Assert.Contains("id=\"state\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"key\"", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameAndPassword_InThatOnePost_Stop()
    {
        await using var app = await StartAsync();
        await app.BrowserAsync();
        using var stranger = new ConsoleBrowser(app.Url);
        using var wrong = await stranger.PostAsync("/emergency", ("name", ConsoleBrowser.Name), ("password", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False((await app.StatusAsync())!.Latched);

        using var right = await stranger.PostAsync("/emergency", ("name", ConsoleBrowser.Name), ("password", ConsoleBrowser.Password), ("reason", "by password"));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.DoesNotContain("id=\"state\"", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var status = await app.StatusUntilAsync(s => s.Latched, "it is stopped");
        Assert.Equal((ConsoleBrowser.Name, "by password"), (status.ActivatedBy, status.Reason));
        Assert.Null(stranger.Cookie);
    }

    [Theory]
    [InlineData("key", "qt_no-such-key")]
    [InlineData("reason", "nobody")]
    public async Task WithoutProof_NothingIsStopped(string field, string value)
    {
        await using var app = await StartAsync();
        using var stranger = new ConsoleBrowser(app.Url);
        using var answer = await stranger.PostAsync("/emergency", (field, value));
        Assert.False(answer.IsSuccessStatusCode);
        Assert.StartsWith("Nothing was stopped", ConsoleBrowser.TroubleOf(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.False((await app.StatusAsync())!.Latched);
    }

    public void Dispose() => _data.Dispose();

    private Task<AppProcess> StartAsync() => AppProcess.StartQuiet(_data.Path).StartedAsync();
}
