using System.Net;
using System.Text.Json;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.Integration.Api;

/// <summary>Stopping, repeating, and letting trading go on, on an app of its own.</summary>
public sealed class ApiEssTests : IAsyncLifetime, IDisposable
{
    private const string Activate = "/api/v1/ess/activate";
    private const string Reset = "/api/v1/ess/reset";
    private const string Canary = "<script>alert('qt')</script>\r\n\u001b[31mred";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _data = new();
    private readonly HttpClient _http = new();
    private AppProcess _app = null!;
    private string _risk = "", _operator = "";
    private SecondFactorSeed _factor = null!;

    public async Task InitializeAsync()
    {
        await using (var seed = await ConsoleSeed.OpenAsync(_data.Path))
        {
            var risk = await seed.PersonAsync("rita", Roles.Risk);
            _factor = await seed.SecondFactorAsync(risk);
            _risk = (await seed.KeyAsync(risk, ApiScopes.TradingRead | ApiScopes.EssActivate | ApiScopes.EssReset | ApiScopes.AlertsAcknowledge)).Text;
            _operator = (await seed.KeyAsync(await seed.PersonAsync("otto", Roles.Operator), ApiScopes.TradingRead | ApiScopes.EssActivate | ApiScopes.EssReset | ApiScopes.AlertsAcknowledge)).Text;
        }

        _app = await AppProcess.StartTrading(_data.Path, ("Api__WrongKeysPerMinute", "3"), ("Api__RequestsPerSecond", "5")).HealthyAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Stop_RepeatedThenResetThenRepeated_IsDoneOnceForEachEmergency()
    {
        var body = JsonSerializer.Serialize(new { reason = Canary });
        var first = await PostAsync(Activate, _operator, body, "one");
        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        // The earlier answer is not waited for longer than 0.1 s, so a busy machine may take a few repetitions; each joins the same stop.
        var again = first;
        await Poll.UntilAsync(async () => (again = await PostAsync(Activate, _operator, body, "one")).Headers.GetValueOrDefault("Idempotency-Replayed") == "true", Limit, "the earlier answer is given again");
        Assert.Equal(first.Json.GetProperty("emergencyId").GetGuid(), again.Json.GetProperty("emergencyId").GetGuid());
        var other = await PostAsync(Activate, _operator, """{"reason":"other"}""", "one"); // a stop is not refused for a word that it shares
        Assert.Equal((HttpStatusCode.Accepted, true), (other.Status, other.Json.GetProperty("alreadyStopped").GetBoolean()));
        var id = first.Json.GetProperty("emergencyId").GetGuid();
        Assert.True(first.Json.GetProperty("state").GetProperty("latched").GetBoolean());
        await _app.StatusUntilAsync(s => s.RunState.ToString() == "Flat", "the stop ends flat");

        Assert.Equal("RESET_REFUSED", (await ResetAsync(_factor.CodeAt(0), Guid.Empty)).Code);
        var done = await ResetAsync(_factor.CodeAt(1), id);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.False(done.Json.GetProperty("state").GetProperty("latched").GetBoolean());
        Assert.Equal("CODE_NEEDED", (await ResetAsync(_factor.CodeAt(1), id)).Code); // each code is good once
        await AssertStopsAgainAsync(body, id);
        await AssertInertAsync();
    }

    [Fact]
    public async Task ResetCommand_WithKeyAndCode_LetsTradingGoOn()
    {
        string[] reset = ["ess", "reset", "--reason", "looked into it", "--peak", "keep", "--drawdown-limit", "0.12", "--confirm", "RESET", "--url", _app.Url];
        (await CommandProcess.RunAsync(_data.Path, "ess", "activate")).AssertDone();
        await _app.StatusUntilAsync(s => s.RunState.ToString() == "Flat", "the stop ends flat");
        (await CommandProcess.RunAsync(_data.Path, [], [.. reset, "--code", "123456"])).AssertRefused(2, "QUANTUMTRADER_API_KEY");
        (await CommandProcess.RunAsync(_data.Path, [("QUANTUMTRADER_API_KEY", _operator)], [.. reset, "--code", "123456"])).AssertRefused(1, "ROLE_MISSING");
        (await CommandProcess.RunAsync(_data.Path, [("QUANTUMTRADER_API_KEY", _risk)], [.. reset[..^1], "http://192.0.2.1", "--code", "123456"])).AssertRefused(2, "https");
        (await CommandProcess.RunAsync(_data.Path, [("QUANTUMTRADER_API_KEY", _risk)], [.. reset, "--code", _factor.CodeAt(0)])).AssertDone();
        await _app.StatusUntilAsync(s => !s.Latched, "the engine's next picture is not stopped");
        await Poll.UntilAsync(async () => (await GetAsync("/api/v1/policy", _risk)).Json.TryGetProperty("drawdownLimit", out var limit) && limit.GetDecimal() == 0.12m, Limit, "the engine's next picture has the limit");
    }

    [Fact]
    public async Task PreviewAndDrill_ByCommand_AskTheAppAndSendNothing()
    {
        (string, string)[] key = [("QUANTUMTRADER_API_KEY", _operator)];
        string[] preview = ["ess", "preview", "--url", _app.Url], drill = ["ess", "drill", "--url", _app.Url];
        (await CommandProcess.RunAsync(_data.Path, [], preview)).AssertRefused(2, "QUANTUMTRADER_API_KEY", "trading:read");
        (await CommandProcess.RunAsync(_data.Path, [], drill)).AssertRefused(2, "QUANTUMTRADER_API_KEY", "ess:activate");
        (await CommandProcess.RunAsync(_data.Path, key, [.. preview, "now"])).AssertRefused(2, "ess preview takes no further words");
        (await CommandProcess.RunAsync(_data.Path, key, [.. drill[..^1], "http://192.0.2.1"])).AssertRefused(2, "https");
        (await CommandProcess.RunAsync(_data.Path, key, [.. preview[..^1], "http://127.0.0.1:1"])).AssertRefused(1, "No app answers");

        var seen = (await CommandProcess.RunAsync(_data.Path, key, preview)).AssertDone();
        Assert.Contains("would     cancel", seen.Output, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse((await CommandProcess.RunAsync(_data.Path, key, [.. preview, "--json"])).AssertDone().Output).RootElement.TryGetProperty("positionsClosed", out _));
        Assert.Contains("drill     Flat", (await CommandProcess.RunAsync(_data.Path, key, drill)).AssertDone().Output, StringComparison.Ordinal);
        Assert.False((await _app.StatusAsync())!.Latched);
        Assert.False((await GetAsync("/api/v1/ess/run", _operator)).Json.GetProperty("isDrillDue").GetBoolean());

        (await CommandProcess.RunAsync(_data.Path, "ess", "activate")).AssertDone();
        (await CommandProcess.RunAsync(_data.Path, key, drill)).AssertRefused(1, "DRILL_REFUSED");
    }

    [Fact]
    public async Task Certificate_OfARunThatIsOver_IsTheFileToTheByteAndNothingElseEver()
    {
        (await CommandProcess.RunAsync(_data.Path, "ess", "activate")).AssertDone();
        var run = (await _app.StatusUntilAsync(s => s.LastRun is not null, "the run is over and certified")).LastRun!.Run;
        var file = Assert.Single(Directory.GetFiles(_data["emergency/certificates"], $"*_{run}.json"));

        var reply = await GetAsync($"/api/v1/ess/runs/{run}/certificate", _operator);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.Equal(await File.ReadAllTextAsync(file), reply.Body);
        Assert.Equal(run, reply.Json.GetProperty("certificate").GetProperty("run").GetString());
        foreach (var none in new[] { run[..^1] + "9", "%2e%2e%2flatch" })
        {
            Assert.Equal("NOT_FOUND", (await GetAsync($"/api/v1/ess/runs/{none}/certificate", _operator)).Code);
        }

        await File.WriteAllTextAsync(file, reply.Body.Replace("\"ordersCanceled\":", "\"ordersCanceled\":1", StringComparison.Ordinal));
        var changed = await GetAsync($"/api/v1/ess/runs/{run}/certificate", _operator);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "STORE_UNAVAILABLE"), (changed.Status, changed.Code));
    }

    [Fact]
    public async Task Annul_ByApiAndCommand_IsKeptBesideTheCertificateAndDoneOnce()
    {
        (await CommandProcess.RunAsync(_data.Path, "ess", "activate")).AssertDone();
        var run = (await _app.StatusUntilAsync(s => s.LastRun is not null, "the run is over and certified")).LastRun!.Run;
        string[] annul = ["ess", "annul", run, "--evidence", "a bad tick at 10:52", "--url", _app.Url];
        (await CommandProcess.RunAsync(_data.Path, [], [.. annul, "--code", "123456"])).AssertRefused(2, "QUANTUMTRADER_API_KEY");
        (await CommandProcess.RunAsync(_data.Path, [("QUANTUMTRADER_API_KEY", _operator)], [.. annul, "--code", "123456"])).AssertRefused(1, "ROLE_MISSING");
        Assert.Equal("CODE_NEEDED", (await AnnulAsync(run, "a bad tick at 10:52", null, null)).Code);
        Assert.Equal((HttpStatusCode)422, (await AnnulAsync(run, " ", null, null)).Status);
        Assert.False((await _app.StatusAsync())!.LastRun!.IsAnnulled);

        const string Unknown = "00000000-0000-4000-8000-000000000001-1";
        var code = _factor.CodeAt(0);
        var missing = await AnnulAsync(Unknown, "a bad tick at 10:52", code, "one");
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (missing.Status, missing.Code));
        Assert.Equal("true", (await AnnulAsync(Unknown, "a bad tick at 10:52", code, "one")).Headers.GetValueOrDefault("Idempotency-Replayed"));

        (await CommandProcess.RunAsync(_data.Path, [("QUANTUMTRADER_API_KEY", _risk)], [.. annul, "--reason", "the feed", "--code", _factor.CodeAt(1)])).AssertDone();
        Assert.True((await _app.StatusAsync())!.LastRun!.IsAnnulled);
        Assert.Contains("annulled  as a false trip, by rita", (await CommandProcess.RunAsync(_data.Path, "ess", "verify", run)).AssertDone().Output, StringComparison.Ordinal);
        Assert.True((await _app.StatusAsync())!.Latched); // it ends a cool-down, and no stop
        await AssertAcknowledgedOnceAsync();
    }

    /// <summary>The stop's own alert: once more by the same is done as well, by another it is not, and one that is not there is not found.</summary>
    private async Task AssertAcknowledgedOnceAsync()
    {
        var alert = (await GetAsync("/api/v1/alerts", _operator)).Json.GetProperty("alerts").EnumerateArray().First(a => a.GetProperty("code").GetString() == "EMERGENCY_STOP").GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"/api/v1/alerts/{alert}/acknowledge", _operator, "{}", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"/api/v1/alerts/{alert}/acknowledge", _operator, "{}", null)).Status);
        var other = await PostAsync($"/api/v1/alerts/{alert}/acknowledge", _risk, "{}", null);
        Assert.Equal((HttpStatusCode.Conflict, "NOT_ACKNOWLEDGED"), (other.Status, other.Code));
        Assert.Contains("otto", other.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/api/v1/alerts/{Guid.Empty}/acknowledge", _risk, "{}", null)).Status);
    }

    private Task<ApiReply> AnnulAsync(string run, string evidence, string? code, string? idempotencyKey) =>
        PostAsync("/api/v1/ess/annul", _risk, JsonSerializer.Serialize(new { run, evidence, code }), idempotencyKey);

    [Fact]
    public async Task Stop_LimitsUsedUpAndDatabaseGone_IsTakenByAKeyUsedBefore()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/v1/ess", _operator)).Status);
        await Poll.UntilAsync(async () => (await GetAsync("/api/v1/ess", "qt_wrong")).Status == HttpStatusCode.TooManyRequests, Limit, "wrong keys are told to wait");
        await Poll.UntilAsync(async () => (await GetAsync("/api/v1/ess", _operator)).Status == HttpStatusCode.TooManyRequests, Limit, "a good key is told to wait");
        LoseDatabase();
        var stop = await PostAsync(Activate, _operator, """{"reason":"without the database"}""", "two");
        Assert.True(stop.Status == HttpStatusCode.Accepted, stop.Body);
        Assert.True((await _app.StatusAsync())!.Latched);
    }

    /// <summary>After a reset the answer to the first stop is not true any more: a repetition of it stops.</summary>
    private async Task AssertStopsAgainAsync(string body, Guid earlierId)
    {
        var later = await PostAsync(Activate, _operator, body, "one");
        Assert.Equal((HttpStatusCode.Accepted, null), (later.Status, later.Headers.GetValueOrDefault("Idempotency-Replayed")));
        Assert.NotEqual(earlierId, later.Json.GetProperty("emergencyId").GetGuid());
        Assert.True((await _app.StatusAsync())!.Latched);
    }

    private void LoseDatabase()
    {
        foreach (var file in Directory.GetFiles(_data.Path, "console.db*"))
        {
            File.Move(file, file + ".away");
        }

        Directory.CreateDirectory(_data["console.db"]); // so that it cannot be made anew
    }

    /// <summary>The reason as text in a page, as one line in the log, and no key anywhere.</summary>
    private async Task AssertInertAsync()
    {
        var page = await _http.GetStringAsync(new Uri(_app.Url + "/emergency"));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        await _app.TerminateAsync();
        foreach (var file in Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain(_operator[36..], text, StringComparison.Ordinal);
            Assert.DoesNotContain(_risk[36..], text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(_operator[36..], _app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31m", _app.Output, StringComparison.Ordinal);
    }

    private Task<ApiReply> ResetAsync(string code, Guid emergencyId) =>
        PostAsync(Reset, _risk, JsonSerializer.Serialize(new { reason = "tested", peak = "rebase", confirm = "RESET", code, emergencyId }), null);

    private Task<ApiReply> GetAsync(string path, string key) => SendAsync(HttpMethod.Get, path, key, null, null);

    private Task<ApiReply> PostAsync(string path, string key, string json, string? idempotencyKey) => SendAsync(HttpMethod.Post, path, key, json, idempotencyKey);

    private async Task<ApiReply> SendAsync(HttpMethod method, string path, string key, string? json, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(method, _app.Url + path);
        request.Headers.Authorization = new("Bearer", key);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request);
        return await ApiReply.OfAsync(response);
    }
}
