using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

/// <summary>Pages in a browser, each with cookies of its own, closed at the end of the test.</summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    public const string Pill = "[data-qt-pill]";
    public const string Stop = "[data-qt-stop]";
    public const string Confirm = "[data-qt-confirm]";
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _console = [];
    private readonly List<IBrowserContext> _contexts = [];

    private protected abstract TradingApp App { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }
    }

    /// <summary>As the first person, unless said otherwise.</summary>
    private protected async Task<IPage> OpenAsync(string path, int width = 1366, int height = 768, bool withScript = true, bool isSignedIn = true, ConsoleBrowser? person = null)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = App.Url,
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = withScript,
        });
        _contexts.Add(context);
        context.Console += (_, message) => NoteConsole(message);
        context.WebError += (_, error) => NoteConsole($"page error: {error.Error}");
        if (isSignedIn)
        {
            await context.AddCookiesAsync([new() { Name = ConsoleBrowser.SessionCookie, Value = (person ?? App.Browser).Cookie!, Url = App.Url, HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        }

        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>By the form, as somebody whom <see cref="ConsoleSeed"/> put there.</summary>
    /// <param name="code">Of a second factor; null: there is none.</param>
    private protected async Task<IPage> SignInAsync(string name, string? code = null)
    {
        var page = await OpenAsync("/sign-in", isSignedIn: false);
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(ConsoleSeed.Password);
        await page.Locator("main button").ClickAsync();
        if (code is not null)
        {
            await page.Locator("#code").FillAsync(code);
            await page.Locator("main button").ClickAsync();
        }

        await UntilLiveAsync(page);
        await Assertions.Expect(page.Locator("[data-qt-who]")).ToContainTextAsync(name);
        return page;
    }

    /// <summary>A relaxed policy, a lost style or a failed script shows in the console first.</summary>
    private protected void AssertConsoleEmpty()
    {
        lock (_console)
        {
            Assert.Empty(_console);
        }
    }

    private protected static Task ScreenshotAsync(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;
        return page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    private protected static async Task BothSizesAsync(IPage page, string name)
    {
        foreach (var (width, height) in new[] { (390, 844), (1366, 768) })
        {
            await page.SetViewportSizeAsync(width, height);
            await ScreenshotAsync(page, $"{name}-{width}x{height}");
            await AssertFitsAsync(page);
        }
    }

    /// <summary>Neither the page nor a table or dialog on it scrolls sideways.</summary>
    private protected static async Task AssertFitsAsync(IPage page) => Assert.Empty(await page.EvaluateAsync<string[]>("""
        () => [document.documentElement, ...document.querySelectorAll('main, .qt-panel, .qt-scroll, .mud-dialog, .mud-dialog-content')]
            .filter(e => e.scrollWidth > e.clientWidth + 1 || (e.matches('.qt-scroll') && e.querySelector('table')?.scrollWidth > e.clientWidth + 1))
            .map(e => `${e.tagName} ${e.className}: ${e.scrollWidth} in ${e.clientWidth} at ${innerWidth}`)
        """));

    private protected static Task UntilTextAsync(IPage page, string selector, Func<string, bool> isWanted, string what) =>
        Poll.UntilAsync(async () => isWanted((await page.Locator(selector).First.InnerTextAsync()).Trim()), Patience, what);

    /// <summary>Equity from the top bar; null while it is unknown.</summary>
    private protected static async Task<decimal?> EquityAsync(IPage page) =>
        decimal.TryParse((await page.Locator("[data-qt-equity]").InnerTextAsync()).Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var equity) ? equity : null;

    private protected static Task<int> PositionsAsync(IPage page) => page.Locator("[data-qt-positions] tbody tr").CountAsync();

    // The circuit is up once the server's clock moves; before that a press would lead to the plain form.
    private protected static async Task UntilLiveAsync(IPage page)
    {
        var clock = await page.Locator("#qt-beat").InnerTextAsync();
        await Poll.UntilAsync(async () => await page.Locator("#qt-beat").InnerTextAsync() != clock, Patience, "the server's clock moves on the page");
    }

    // As another instance on the same database would.
    private protected async Task ExecuteAsync(string command)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(App.Data, "console.db")};Pooling=False");
        await database.OpenAsync();
        await using var execute = database.CreateCommand();
        execute.CommandText = command;
        await execute.ExecuteNonQueryAsync();
    }

    private void NoteConsole(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
        {
            NoteConsole($"{message.Type}: {message.Text}");
        }
    }

    private void NoteConsole(string line)
    {
        lock (_console)
        {
            _console.Add(line);
        }
    }
}
