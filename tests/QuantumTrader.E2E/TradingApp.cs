using System.Diagnostics;
using System.Net;
using System.Text;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

/// <summary>The real app in a process of its own, with a data directory of its own, as a person would start it.</summary>
public sealed class TradingApp : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly TempFolder _data = new();
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private TradingApp(int port, (string Key, string Value)[] settings)
    {
        Url = $"http://127.0.0.1:{port}";
        _process = new Process { StartInfo = StartInfo(Url, _data.Path, settings) };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
    }

    public string Url { get; }

    public string Data => _data.Path;

    /// <summary>Signed in as the first person.</summary>
    public ConsoleBrowser Browser { get; private set; } = null!;

    /// <summary>All that it wrote so far; for the message of a test that failed.</summary>
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

    /// <param name="isSetUp">With its first person, signed in.</param>
    /// <param name="seed">Puts what is needed into the data directory before the app starts on it.</param>
    /// <param name="settings">Environment variables such as Access__TwoPersonReset.</param>
    public static async Task<TradingApp> StartAsync(bool isSetUp = true, Func<string, Task>? seed = null, params (string Key, string Value)[] settings)
    {
        var app = new TradingApp(FreePort.Next(), settings);
        await (seed?.Invoke(app._data.Path) ?? Task.CompletedTask);
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            await Poll.UntilAsync(() => app.IsHealthyAsync(http), StartLimit, "GET /health answers 200");
            await Poll.UntilAsync(() => app.Output.Contains("end the app with Ctrl+C", StringComparison.Ordinal), StartLimit, "the app greets");
            app.Browser = new(app.Url);
            if (isSetUp)
            {
                await app.Browser.EnterAsync(app.Output);
            }
        }
        catch (Exception e)
        {
            var output = app.Output;
            await app.DisposeAsync();
            throw new InvalidOperationException($"{e.Message} The app wrote:\n{output}", e);
        }

        return app;
    }

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Browser?.Dispose();
        _data.Dispose();
    }

    private async Task<bool> IsHealthyAsync(HttpClient http)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The app ended with exit code {_process.ExitCode}. It wrote:\n{Output}");
        }

        try
        {
            using var answer = await http.GetAsync(new Uri($"{Url}/health"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static ProcessStartInfo StartInfo(string url, string dataFolder, (string Key, string Value)[] settings)
    {
        var program = ProgramPath();
        var start = new ProcessStartInfo("dotnet", [program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(), // Not its own folder: static files must be found from anywhere.
        };
        start.Environment["Data__Directory"] = dataFolder;
        start.Environment["ASPNETCORE_URLS"] = url;
        start.Environment["Access__RecheckAfter"] = "00:00:01"; // what changes outside is seen soon
        start.Environment["Emergency__ReEntryStep"] = "00:00:00"; // full size right after a reset
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    // The tests' own output folder ends in the configuration they were built with.
    private static string ProgramPath()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
        var path = Path.Combine(Repository.Root, "artifacts", "bin", "QuantumTrader.Web", configuration, "QuantumTrader.Web.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing; build the solution first.");
    }

}
