using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The console database is gone at a start, and the journal knows that there was one.</summary>
public sealed class LostUsersTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _data = new();

    [Fact]
    public async Task Start_WithoutTheUsersThatWere_SaysSoEverywhereAndStillOffersTheLink()
    {
        await UseAndLoseAsync();
        await using var app = await AppProcess.StartTrading(_data.Path).StartedAsync();
        await app.UntilStatusAsync("users_lost");
        await app.GreetedAsync();

        Assert.Contains("WARNING When the app started nobody was set up, but there had been users: record ", app.Output, StringComparison.Ordinal);
        Assert.Contains("from a backup", app.Output, StringComparison.Ordinal);
        Assert.Contains("THE USERS ARE LOST", app.Output, StringComparison.Ordinal); // the log
        Assert.Equal("lost", (await app.HealthAsync()).State("users"));
        using var browser = new ConsoleBrowser(app.Url);
        Assert.Contains("there had been users", await browser.TextAsync("/setup"), StringComparison.Ordinal);
        await browser.EnterAsync(app.Output);
        Assert.Contains("users.lost", await browser.TextAsync("/audit"), StringComparison.Ordinal);
        Assert.Equal("lost", (await app.HealthAsync()).State("users"));
        (await CommandProcess.RunAsync(_data.Path, "audit", "verify")).AssertRefused(1, "The audit trail is broken: record 1", "lost");
    }

    [Fact]
    public async Task Start_AfterOneInWhichNobodyWasSetUp_IsAFirstStartStill()
    {
        await using (var first = await AppProcess.StartQuiet(_data.Path).StartedAsync())
        {
            using var stranger = new ConsoleBrowser(first.Url);
            (await stranger.SignInAsync("nobody")).Dispose(); // leaves a record, which is anchored
            await AnchoredAsync(first);
            await first.TerminateAsync();
        }

        await using var again = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        await again.GreetedAsync();
        Assert.Contains("nobody may sign in yet", again.Output, StringComparison.Ordinal);
        Assert.Equal("ok", (await again.HealthAsync()).State("users"));
    }

    public void Dispose() => _data.Dispose();

    private async Task UseAndLoseAsync()
    {
        await using (var app = await AppProcess.StartQuiet(_data.Path).StartedAsync())
        {
            await app.BrowserAsync();
            await AnchoredAsync(app);
            await app.TerminateAsync();
        }

        foreach (var file in Directory.GetFiles(_data.Path, "console.db*"))
        {
            File.Delete(file);
        }
    }

    private Task AnchoredAsync(AppProcess app) => app.UntilAsync(
        () => Task.FromResult(AuditAnchors.Read(PhysicalDisk.Instance, _data["events"], CancellationToken.None).Count > 0), Limit, "the trail is anchored");
}
