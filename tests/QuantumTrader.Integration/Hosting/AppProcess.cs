using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The running app; killed when disposed.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(30);
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private ConsoleBrowser? _browser;
    private bool _isEnded;

    private AppProcess(string data, (string, string)[] settings, string[] args, string? beside = null)
    {
        Data = data;
        Url = $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";
        _process = new Process { StartInfo = AppFiles.Start(data, [("ASPNETCORE_URLS", beside is null ? Url : $"{Url};{beside}"), .. settings], args) };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
    }

    public string Data { get; }

    public string Url { get; }

    public int Id => _process.Id;

    /// <summary>All that it wrote so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Many bars a second, so that trades come soon.</summary>
    public static AppProcess StartTrading(string data, params (string, string)[] settings) => Start(data, [("Market__Speed", "1200"), .. settings]);

    /// <summary>A bar a minute: it starts, reconciles and then has nothing to do.</summary>
    public static AppProcess StartQuiet(string data, params (string, string)[] settings) => Start(data, [("Market__Speed", "1"), .. settings]);

    public static AppProcess Start(string data, (string, string)[] settings, params string[] args) => Started(new AppProcess(data, settings, args));

    /// <summary>With further addresses beside plain http on loopback.</summary>
    public static AppProcess StartBeside(string data, string urls, (string, string)[] settings) => Started(new AppProcess(data, settings, [], urls));

    private static AppProcess Started(AppProcess app)
    {
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Until /health answers 200.</summary>
    public Task<AppProcess> HealthyAsync() =>
        OrEndAsync(() => UntilAsync(async () => await TryGetAsync("/health") is { StatusCode: HttpStatusCode.OK }, StartLimit, "GET /health answers 200"));

    /// <summary>Until the engine has reconciled and said so through its local door, which it does before the first bar.</summary>
    public Task<AppProcess> StartedAsync() => OrEndAsync(() => UntilAsync(
        async () => await StatusAsync() is { } status && status.Reason != "The engine is starting." && await TryGetAsync("/health") is not null, StartLimit, "the engine answers"));

    /// <summary>When this fails, before anybody holds the app who would dispose it, the app is ended.</summary>
    public async Task<AppProcess> OrEndAsync(Func<Task> ready)
    {
        try
        {
            await ready();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task<EmergencyStatus?> StatusAsync() => (await ControlClient.AskAsync(Data, new ControlRequest("status"), TimeProvider.System))?.Status;

    public async Task<EmergencyStatus> StatusUntilAsync(Func<EmergencyStatus, bool> condition, string what)
    {
        EmergencyStatus? status = null;
        await UntilAsync(async () => (status = await StatusAsync()) is not null && condition(status), StartLimit, what);
        return status!;
    }

    /// <summary>What /health says, with whatever status code.</summary>
    public async Task<JsonElement> HealthAsync()
    {
        using var answer = await GetAnonymouslyAsync("/health");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>As the first person, who is set up and signed in at the first call.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path) => await (await BrowserAsync()).GetAsync(path);

    public Task<HttpResponseMessage> GetAnonymouslyAsync(string path) => _http.GetAsync(new Uri(Url + path));

    /// <summary>Until its greeting is written, with the setup link when nobody is set up: a moment after /health answers 200.</summary>
    public Task GreetedAsync() =>
        UntilAsync(() => Task.FromResult(Output.Contains("end the app with Ctrl+C", StringComparison.Ordinal)), StartLimit, "the app greets");

    /// <summary>Signed in as the first person; the same each time.</summary>
    public async Task<ConsoleBrowser> BrowserAsync()
    {
        if (_browser is null)
        {
            await GreetedAsync();
            var browser = new ConsoleBrowser(Url);
            await browser.EnterAsync(Output);
            _browser = browser;
        }

        return _browser;
    }

    public Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, string what) => WithOutputAsync(() => Poll.UntilAsync(
        async () => !_process.HasExited ? await condition() : throw new InvalidOperationException($"The app ended with exit code {_process.ExitCode}."), limit, what));

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a service manager does; its exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        return (await ExitAsync(), watch.Elapsed);
    }

    public async Task<int> ExitAsync()
    {
        await WithOutputAsync(() => _process.WaitForExitAsync().WaitAsync(ExitLimit, TimeProvider.System));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _http.Dispose();
        _browser?.Dispose();
    }

    private async Task<HttpResponseMessage?> TryGetAsync(string path)
    {
        try
        {
            return await GetAnonymouslyAsync(path);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private async Task WithOutputAsync(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{e.Message} The app wrote:\n{Output}", e);
        }
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
