using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.Benchmarks.App;

/// <summary>The API of the real app over loopback: what a key costs, how soon a stop is accepted, how long a sign-in takes.</summary>
public static partial class ApiBenchmark
{
    private const int Calls = 500;
    private const int SignIns = 11;
    private const int Rounds = 5;
    private const double KeyMsMax = 2.0;
    private const double StopMsMax = 20.0;
    private const double SignInMsMax = 400.0;
    private const string KeyName = "authenticated API call over the anonymous one, p50";
    private const string FirstStopName = "POST ess/activate accepted, the first of a process, p50 (paper)";
    private const string StopName = "POST ess/activate accepted, later ones, p50 (paper)";
    private const string SignInName = "sign-in, p50";
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<BenchmarkRow> Run(string? app) => app is null
        ?
        [
            BenchmarkRow.Skipped(KeyName, Ms(KeyMsMax), "needs --app"),
            BenchmarkRow.Skipped(FirstStopName, Ms(StopMsMax), "needs --app"),
            BenchmarkRow.Skipped(StopName, Ms(StopMsMax), "needs --app"),
            BenchmarkRow.Skipped(SignInName, Ms(SignInMsMax), "needs --app"),
        ]
        : RunAsync(app).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(string dll)
    {
        var (first, later, rows) = (new List<double>(), new List<double>(), new List<BenchmarkRow>());
        for (var round = 1; round <= Rounds; round++)
        {
            await WithAppAsync(dll, async app =>
            {
                if (round == Rounds)
                {
                    rows.Add(await KeyAsync(app.Client, app.Key));
                    rows.Add(await SignInAsync(app.Client.BaseAddress!));
                }

                first.Add(await StopAsync(app.Client, app.Key));
                for (var step = 0; step <= 1; step++) // as many codes are good at a time
                {
                    await ResetAsync(app, step);
                    later.Add(await StopAsync(app.Client, app.Key));
                }
            });
        }

        return [.. rows, StopRow(FirstStopName, first), StopRow(StopName, later)];
    }

    private static async Task WithAppAsync(string dll, Func<AppUnderTest, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("quantumtrader-").FullName;
        var (key, factor) = await SeedAsync(folder);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        using var process = Start(dll, url, folder);
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        try
        {
            await HealthyAsync(client, process);
            await GetAsync(client, key); // the connection is there, as a client's is that watches
            await measure(new(client, key, factor));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Key, SecondFactorSeed Factor)> SeedAsync(string folder)
    {
        await using var seed = await ConsoleSeed.OpenAsync(folder);
        var risk = await seed.PersonAsync("rita", Roles.Risk);
        var factor = await seed.SecondFactorAsync(risk);
        await seed.PersonAsync("otto", Roles.Operator);
        return ((await seed.KeyAsync(risk, ApiScopes.TradingRead | ApiScopes.EssActivate | ApiScopes.EssReset)).Text, factor);
    }

    /// <summary>As soon as the account is proved flat.</summary>
    private static async Task ResetAsync(AppUnderTest app, int step)
    {
        var watch = Stopwatch.StartNew();
        while (!(await GetTextAsync(app.Client, app.Key)).Contains("\"runState\":\"Flat", StringComparison.Ordinal))
        {
            if (watch.Elapsed > GiveUp)
            {
                throw new InvalidOperationException("The stop did not end flat.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ess/reset");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", app.Key);
        request.Content = new StringContent($$"""{"reason":"benchmark","peak":"rebase","confirm":"RESET","code":"{{app.Factor.CodeAt(step)}}"}""", Encoding.UTF8, "application/json");
        await SendAsync(app.Client, request, HttpStatusCode.OK);
    }

    private static async Task<string> GetTextAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/ess");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>GET ess with a good key against GET ess without: the difference is the check, the gate and the answer's making.</summary>
    private static async Task<BenchmarkRow> KeyAsync(HttpClient client, string key)
    {
        await TimesAsync(Calls, () => GetAsync(client, key));
        await TimesAsync(Calls, () => GetAsync(client, null));
        var (with, without) = (await TimesAsync(Calls, () => GetAsync(client, key)), await TimesAsync(Calls, () => GetAsync(client, null)));
        var difference = Median(with) - Median(without);
        return new(KeyName, Ms(difference), Ms(KeyMsMax), difference <= KeyMsMax, $"{Calls} each; with {Spread(with)}, without {Spread(without)}");
    }

    private static BenchmarkRow StopRow(string name, List<double> times)
    {
        var sorted = times.Order().ToArray();
        return new(name, Ms(Median(sorted)), Ms(StopMsMax), Median(sorted) <= StopMsMax, Measure.Text($"{sorted.Length} stops that latch, {sorted[0]:0.0} to {sorted[^1]:0.0} ms"));
    }

    private static async Task<BenchmarkRow> SignInAsync(Uri url)
    {
        var times = await TimesAsync(SignIns, () => SignInOnceAsync(url));
        return new(SignInName, Ms(Median(times)), Ms(SignInMsMax), Median(times) <= SignInMsMax, $"{SignIns} posts of the form; {Spread(times)}");
    }

    private static async Task<double> GetAsync(HttpClient client, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/ess");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await SendAsync(client, request, key is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
    }

    private static async Task<double> StopAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ess/activate");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await SendAsync(client, request, HttpStatusCode.Accepted);
    }

    private static async Task<double> SignInOnceAsync(Uri url)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = url };
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var token = Token().Match(page).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("name", "otto"), new("password", ConsoleSeed.Password), new("__RequestVerificationToken", token)]),
        };
        return await SendAsync(client, request, HttpStatusCode.SeeOther);
    }

    private static async Task<double> SendAsync(HttpClient client, HttpRequestMessage request, HttpStatusCode expected)
    {
        var watch = Stopwatch.StartNew();
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var took = watch.Elapsed.TotalMilliseconds;
        return response.StatusCode == expected ? took : throw new InvalidOperationException($"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}, not {(int)expected}.");
    }

    private static async Task<double[]> TimesAsync(int count, Func<Task<double>> call)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            times[i] = await call();
        }

        Array.Sort(times);
        return times;
    }

    private static async Task HealthyAsync(HttpClient client, Process process)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < GiveUp && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        throw new InvalidOperationException($"The app is not healthy after {watch.Elapsed.TotalSeconds:0} s.");
    }

    private static Process Start(string dll, string url, string folder)
    {
        var info = new ProcessStartInfo("dotnet", [Path.GetFullPath(dll), "--urls", url]) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["Data__Directory"] = folder;
        info.Environment["Api__RequestsPerSecond"] = "100000";
        var process = Process.Start(info) ?? throw new InvalidOperationException("dotnet could not be started; is it on the PATH?");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private static string Ms(double value) => Measure.Text($"{value:0.00} ms");

    private static string Spread(double[] sorted) => Measure.Text($"p50 {Median(sorted):0.00} ms, p99 {sorted[sorted.Length * 99 / 100]:0.00} ms");

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    private sealed record AppUnderTest(HttpClient Client, string Key, SecondFactorSeed Factor);
}
