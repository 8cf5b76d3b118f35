using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

/// <summary>An app and a browser for each test: a stop must not reach into another test.</summary>
public abstract class BrowserTest : IAsyncLifetime
{
    public const string Pill = "[data-qt-pill]";
    public const string Stop = "[data-qt-stop]";
    public const string Confirm = "[data-qt-confirm]";
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly List<string> _console = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>False: nobody is set up yet, as after the first start.</summary>
    private protected virtual bool IsSetUp => true;

    private protected TradingApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TradingApp.StartAsync(IsSetUp, SeedAsync);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = Flags });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (App is not null)
        {
            await App.DisposeAsync();
        }
    }

    /// <summary>People whom a test needs; none by default. Who seeds people is not set up.</summary>
    private protected virtual Task SeedAsync(string dataDirectory) => Task.CompletedTask;

    private protected async Task<IPage> OpenAsync(string path, int width = 1366, int height = 768, bool withScript = true, bool isSignedIn = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = App.Url,
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = withScript,
        });
        if (isSignedIn)
        {
            await context.AddCookiesAsync([new() { Name = ConsoleBrowser.SessionCookie, Value = App.Browser.Cookie!, Url = App.Url, HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        }

        var page = await context.NewPageAsync();
        page.Console += (_, message) => NoteConsole(message);
        page.PageError += (_, error) => _console.Add($"page error: {error}");
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A relaxed policy, a lost style or a failed script shows in the console first.</summary>
    private protected void AssertConsoleEmpty() => Assert.Empty(_console);

    private protected static Task ScreenshotAsync(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;
        return page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    private protected static async Task BothSizesAsync(IPage page, string name)
    {
        await page.SetViewportSizeAsync(390, 844);
        await ScreenshotAsync(page, $"{name}-390x844");
        await page.SetViewportSizeAsync(1366, 768);
        await ScreenshotAsync(page, $"{name}-1366x768");
    }

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
            _console.Add($"{message.Type}: {message.Text}");
        }
    }

    private static string Chromium()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } set ? set : "/usr/bin/chromium";
        return File.Exists(path) ? path : throw new FileNotFoundException($"No browser at {path}; install the package chromium or set CHROMIUM_PATH.");
    }
}
