using System.Net;
using System.Text.Json;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Integration.Api;
using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The console database on a real disk without a byte left: who may stop still stops, and nothing else privileged is done.</summary>
public sealed class FullConsoleDiskTests : IDisposable
{
    private const int Megabytes = 48;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly SmallDisk _disk = new(Megabytes);
    private readonly HttpClient _http = new();

    [SmallDiskFact]
    public async Task Disk_Full_RefusesChangesStopsByKeyAndOnTheScreenAndRecordsItLater()
    {
        string risk, stopper;
        SecondFactorSeed factor;
        await using (var seed = await ConsoleSeed.OpenAsync(_disk.Path))
        {
            var rita = await seed.PersonAsync("rita", Roles.Risk);
            factor = await seed.SecondFactorAsync(rita);
            risk = (await seed.KeyAsync(rita, ApiScopes.EssReset | ApiScopes.TradingRead)).Text;
            await seed.PersonAsync("ada", Roles.Admin);
            stopper = (await seed.KeyAsync(await seed.PersonAsync("otto", Roles.Operator), ApiScopes.EssActivate)).Text;
        }

        await using var app = await AppProcess.StartTrading(_disk.Path).HealthyAsync();
        using var screen = new ConsoleBrowser(app.Url);
        (await screen.SignInAsync("otto", ConsoleSeed.Password)).Dispose(); // while there is room
        var token = ConsoleBrowser.TokenOf(await screen.TextAsync("/emergency"));
        using var admin = new ConsoleBrowser(app.Url);
        (await admin.SignInAsync("ada", ConsoleSeed.Password)).Dispose();
        var adminsToken = ConsoleBrowser.TokenOf(await admin.TextAsync("/emergency"));
        await app.UntilAsync(
            h =>
            {
                _disk.Fill();
                return h.State("audit") == "failing";
            },
            "/health says that the audit trail takes nothing, though nobody has done anything yet", Limit);
        Assert.False(string.IsNullOrEmpty((await app.HealthAsync()).GetProperty("audit").GetProperty("cause").GetString()));

        var byKey = await PostAsync(app, "/api/v1/ess/activate", stopper, """{"reason":"by key"}""");
        Assert.Equal(HttpStatusCode.Accepted, byKey.Status);
        using var onScreen = await screen.PostAsync("/emergency", ("__RequestVerificationToken", token), ("reason", "on the screen"));
        Assert.Equal(HttpStatusCode.SeeOther, onScreen.StatusCode); // to the state, which says that it is stopped
        var stopped = await app.StatusUntilAsync(s => s.Latched && s.RunState.ToString() == "Flat", "it is stopped, and flat");
        var reset = await PostAsync(app, "/api/v1/ess/reset", risk, JsonSerializer.Serialize(new { reason = "tested", peak = "keep", drawdownLimit = 0.12m, confirm = "RESET", code = factor.CodeAt(0), emergencyId = stopped.EmergencyId }));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reset.Status);
        Assert.Contains(reset.Code, (string[])["AUDIT_UNAVAILABLE", "CONSOLE_UNAVAILABLE"]);
        Assert.True((await app.StatusAsync())!.Latched);
        using var export = await admin.PostAsync("/audit/export", ("__RequestVerificationToken", adminsToken));
        Assert.Equal(HttpStatusCode.Forbidden, export.StatusCode);
        Assert.Contains("Nothing was changed, because it could not be recorded in the audit trail", await export.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        _disk.Free();
        await app.UntilAsync(h => h.State("audit") == "ok" && h.GetProperty("audit").GetProperty("waiting").GetInt32() == 0, "what was done is recorded", Limit);
        await app.TerminateAsync();
        (await CommandProcess.RunAsync(_disk.Path, "audit", "verify")).AssertDone();
        var file = Path.Combine(_disk.Path, "trail.jsonl");
        (await CommandProcess.RunAsync(_disk.Path, "audit", "export", "--out", file)).AssertDone();
        var stops = (await File.ReadAllLinesAsync(file)).Where(line => line.Contains("\"emergency.stop\"", StringComparison.Ordinal)).ToArray();
        Assert.All(["by key", "on the screen"], reason => Assert.Single(stops, line => line.Contains(reason, StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        _http.Dispose();
        _disk.Dispose();
    }

    private async Task<ApiReply> PostAsync(AppProcess app, string path, string key, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, app.Url + path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", key);
        using var response = await _http.SendAsync(request);
        return await ApiReply.OfAsync(response);
    }
}
