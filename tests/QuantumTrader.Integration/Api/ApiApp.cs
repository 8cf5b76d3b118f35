using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.Integration.Api;

/// <summary>The real app with people and keys of every kind.</summary>
public sealed class ApiApp : IAsyncLifetime, IDisposable
{
    private const ApiScopes AllScopes = ApiScopes.TradingRead | ApiScopes.EssActivate | ApiScopes.EssReset | ApiScopes.AuditRead | ApiScopes.PolicyChange | ApiScopes.AlertsAcknowledge;
    private readonly TempFolder _data = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    public AppProcess App { get; private set; } = null!;

    public string Data => _data.Path;

    public SecondFactorSeed RiskFactor { get; private set; } = null!;

    /// <summary>Every key text there is; none of them may turn up anywhere.</summary>
    public IReadOnlyCollection<string> KeyTexts => _keys.Values;

    public string Key(string name) => _keys[name];

    public async Task InitializeAsync()
    {
        await SeedAsync();
        App = await AppProcess.StartTrading(Data, ("Api__RequestsPerSecond", "10000"), ("Api__WrongKeysPerMinute", "1000")).HealthyAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _data.Dispose();
    }

    public Task<ApiReply> GetAsync(string path, string? key) => SendAsync(HttpMethod.Get, path, key, null);

    public Task<ApiReply> PostAsync(string path, string? key, string? json, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, key, json, idempotencyKey);

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, string? key, string? json, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, App.Url + path);
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return await SendAsync(request);
    }

    public async Task<ApiReply> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return await ApiReply.OfAsync(response);
    }

    private async Task SeedAsync()
    {
        await using var seed = await ConsoleSeed.OpenAsync(Data);
        foreach (var role in RoleNames.Each)
        {
            var person = await seed.PersonAsync(role.ToString().ToLowerInvariant(), role);
            if (role == Roles.Risk)
            {
                RiskFactor = await seed.SecondFactorAsync(person);
            }

            _keys[role.ToString()] = (await seed.KeyAsync(person, AllScopes)).Text;
            foreach (var (scope, name) in ApiScopeNames.Each)
            {
                _keys[$"{role} {name}"] = (await seed.KeyAsync(person, scope)).Text;
            }
        }

        var leaver = await seed.PersonAsync("leaver", Roles.Operator);
        _keys["disabled"] = (await seed.KeyAsync(leaver, AllScopes)).Text;
        await seed.Users.SetDisabledAsync(leaver.Id, true, CancellationToken.None);
        var stayer = await seed.PersonAsync("stayer", Roles.Operator);
        _keys["expired"] = (await seed.KeyAsync(stayer, AllScopes, TimeSpan.FromMilliseconds(1))).Text;
        var revoked = await seed.KeyAsync(stayer, AllScopes);
        _keys["revoked"] = revoked.Text;
        await seed.Keys.RevokeAsync(revoked.Facts.Id, CancellationToken.None);
    }
}

/// <summary>What came back.</summary>
public sealed record ApiReply(HttpStatusCode Status, string Body, string? Type, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => Type == "application/problem+json" ? Json.GetProperty("code").GetString() : null;

    public static async Task<ApiReply> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
}
