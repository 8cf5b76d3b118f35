using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
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
    private const string StopName = "POST ess/activate accepted, later ones, p50 (paper)";
    private const string SignInName = "sign-in, p50";

    public static IReadOnlyList<BenchmarkRow> Run(string? app) => app is null
        ?
        [
            BenchmarkRow.Skipped(KeyName, Ms(KeyMsMax), "needs --app"),
            BenchmarkRow.Skipped(StopName, Ms(StopMsMax), "needs --app"),
            BenchmarkRow.Skipped(SignInName, Ms(SignInMsMax), "needs --app"),
        ]
        : RunAsync(app).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(string dll)
    {
        var (later, rows) = (new List<double>(), new List<BenchmarkRow>());
        for (var round = 1; round <= Rounds; round++)
        {
            await AppUnderTest.RunAsync(dll, async app =>
            {
                if (round == Rounds)
                {
                    rows.Add(await KeyAsync(app));
                    rows.Add(await SignInAsync(app.Client.BaseAddress!));
                }

                await app.StopAsync(); // FirstStopBenchmark measures it
                for (var step = 0; step <= 1; step++) // as many codes are good at a time
                {
                    await ResetAsync(app, step);
                    later.Add(await app.StopAsync());
                }
            });
        }

        return [.. rows, StopRow(StopName, later)];
    }

    /// <summary>As soon as the account is proved flat.</summary>
    private static async Task ResetAsync(AppUnderTest app, int step)
    {
        var watch = Stopwatch.StartNew();
        while (!(await GetTextAsync(app.Client, app.Key)).Contains("\"runState\":\"Flat", StringComparison.Ordinal))
        {
            if (watch.Elapsed > AppUnderTest.GiveUp)
            {
                throw new InvalidOperationException("The stop did not end flat.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ess/reset");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", app.Key);
        request.Content = new StringContent($$"""{"reason":"benchmark","peak":"rebase","confirm":"RESET","code":"{{app.Factor.CodeAt(step)}}"}""", Encoding.UTF8, "application/json");
        await AppUnderTest.SendAsync(app.Client, request, HttpStatusCode.OK);
    }

    private static async Task<string> GetTextAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/ess");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>GET ess with a good key against GET ess without: the difference is the check, the gate and the answer's making.</summary>
    private static async Task<BenchmarkRow> KeyAsync(AppUnderTest app)
    {
        await TimesAsync(Calls, () => app.GetAsync(app.Key));
        await TimesAsync(Calls, () => app.GetAsync(null));
        var (with, without) = (await TimesAsync(Calls, () => app.GetAsync(app.Key)), await TimesAsync(Calls, () => app.GetAsync(null)));
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
        return await AppUnderTest.SendAsync(client, request, HttpStatusCode.SeeOther);
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

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private static string Ms(double value) => Measure.Text($"{value:0.00} ms");

    private static string Spread(double[] sorted) => Measure.Text($"p50 {Median(sorted):0.00} ms, p99 {sorted[sorted.Length * 99 / 100]:0.00} ms");

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

}
