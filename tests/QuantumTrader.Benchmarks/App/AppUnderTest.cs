using QuantumTrader.TestSupport;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.Benchmarks.App;

/// <summary>The real app in a process of its own, on a fresh data directory, with somebody's key to it.</summary>
/// <param name="Client">Connected already, as a client's is that watches.</param>
/// <param name="Key">May see, stop and reset.</param>
/// <param name="Factor">Of the key's owner.</param>
internal sealed record AppUnderTest(HttpClient Client, string Key, SecondFactorSeed Factor)
{
    public static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);

    /// <summary>Ends the app after <paramref name="measure"/>.</summary>
    public static async Task RunAsync(string dll, Func<AppUnderTest, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("quantumtrader-").FullName;
        var (key, factor) = await SeedAsync(folder);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        using var process = Start(dll, url, folder);
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        try
        {
            await HealthyAsync(client, process);
            var app = new AppUnderTest(client, key, factor);
            await app.GetAsync(key);
            await measure(app);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds that GET ess took.</summary>
    /// <param name="key">Null for a stranger, who is refused.</param>
    public async Task<double> GetAsync(string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/ess");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await SendAsync(Client, request, key is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
    }

    /// <summary>Milliseconds until a stop was accepted.</summary>
    public async Task<double> StopAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ess/activate");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return await SendAsync(Client, request, HttpStatusCode.Accepted);
    }

    /// <summary>Milliseconds from the sending to the last byte of an answer that is <paramref name="expected"/>.</summary>
    public static async Task<double> SendAsync(HttpClient client, HttpRequestMessage request, HttpStatusCode expected)
    {
        var watch = Stopwatch.StartNew();
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var took = watch.Elapsed.TotalMilliseconds;
        return response.StatusCode == expected ? took : throw new InvalidOperationException($"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}, not {(int)expected}.");
    }

    private static async Task<(string Key, SecondFactorSeed Factor)> SeedAsync(string folder)
    {
        await using var seed = await ConsoleSeed.OpenAsync(folder);
        var risk = await seed.PersonAsync("rita", Roles.Risk);
        var factor = await seed.SecondFactorAsync(risk);
        await seed.PersonAsync("otto", Roles.Operator);
        return ((await seed.KeyAsync(risk, ApiScopes.TradingRead | ApiScopes.EssActivate | ApiScopes.EssReset)).Text, factor);
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

}
