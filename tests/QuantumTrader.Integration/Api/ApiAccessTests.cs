using System.Globalization;
using System.Net;
using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Integration.Api;

/// <summary>Every endpoint with every role, every scope, and with none.</summary>
[Collection("api")]
public sealed class ApiAccessTests(ApiApp app)
{
    /// <summary>What the description must list and the app must route to, and no more: a new endpoint is entered here with the action that guards it.</summary>
    public static IReadOnlyList<(string Method, string Path, AccessAction Action, string? Body)> Table { get; } =
    [
        ("get", "/api/v1/ess", AccessAction.SeeTrading, null),
        ("post", "/api/v1/ess/activate", AccessAction.StopTrading, """{"reason":"access test"}"""),
        ("get", "/api/v1/ess/run", AccessAction.SeeTrading, null),
        ("get", "/api/v1/ess/runs/{run}/certificate", AccessAction.SeeTrading, null),
        ("get", "/api/v1/ess/preview", AccessAction.SeeTrading, null),
        ("post", "/api/v1/ess/drill", AccessAction.DrillStop, null),
        ("post", "/api/v1/ess/reset", AccessAction.ResetEmergency, """{"reason":"access test","peak":"keep","drawdownLimit":0.12,"confirm":"RESET"}"""),
        ("post", "/api/v1/ess/annul", AccessAction.AnnulEmergency, """{"run":"00000000-0000-4000-8000-000000000001-1","evidence":"access test"}"""),
        ("get", "/api/v1/policy", AccessAction.SeeTrading, null),
        ("get", "/api/v1/policy/history", AccessAction.SeeTrading, null),
        ("post", "/api/v1/policy/dry-run", AccessAction.SeeTrading, """{"values":{"PriceCollar":"0.011"}}"""),
        ("post", "/api/v1/policy/change", AccessAction.TightenPolicy, """{"values":{"DuplicateWindow":"00:00:05.{n}"},"reason":"access test"}"""), // each a little tighter
        ("get", "/api/v1/positions", AccessAction.SeeTrading, null),
        ("get", "/api/v1/orders", AccessAction.SeeTrading, null),
        ("get", "/api/v1/trades", AccessAction.SeeTrading, null),
        ("get", "/api/v1/events", AccessAction.SeeTrading, null),
        ("get", "/api/v1/denials", AccessAction.SeeTrading, null),
        ("get", "/api/v1/alerts", AccessAction.SeeTrading, null),
        ("post", "/api/v1/alerts/{id}/acknowledge", AccessAction.AcknowledgeAlert, """{"note":"access test"}"""),
        ("get", "/api/v1/health", AccessAction.SeeTrading, null),
    ];

    private int _calls;

    public static TheoryData<string> Endpoints => [.. Table.Select(e => $"{e.Method} {e.Path}"), "get /api/v1/openapi.json"];

    [Fact]
    public async Task Description_ListsExactlyTheTable()
    {
        var paths = (await app.GetAsync("/api/v1/openapi.json", app.Key("Viewer"))).Json.GetProperty("paths");
        var listed = paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name} {p.Name}")).Order();
        Assert.Equal(Table.Select(e => $"{e.Method} {e.Path}").Order(), listed);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Endpoint_WithoutKey_Answers401AndSaysHow(string endpoint)
    {
        var reply = await app.SendAsync(MethodOf(endpoint), PathOf(endpoint), null, null);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("NOT_SIGNED_IN", reply.Code);
        Assert.StartsWith("Bearer", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.Contains("no-store", reply.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Endpoint_KeyNotGood_Answers401AndNotWhy(string endpoint)
    {
        foreach (var key in new[] { app.Key("expired"), app.Key("revoked"), app.Key("disabled"), app.Key("Risk")[..^1] + "!", "qt_x", new string('a', 10_000) })
        {
            var reply = await app.SendAsync(MethodOf(endpoint), PathOf(endpoint), key, null);
            Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
            Assert.Equal("KEY_NOT_GOOD", reply.Code);
        }
    }

    [Fact]
    public async Task Endpoint_EveryRoleAndScope_IsAsTheMatrixSays()
    {
        foreach (var (method, path, action, body) in Table)
        {
            foreach (var role in RoleNames.Each)
            {
                await CheckAsync(method, path, action, body, role.ToString(), role, ActionMatrix.Of(action).Scope);
                foreach (var (scope, name) in ApiScopeNames.Each)
                {
                    await CheckAsync(method, path, action, body, $"{role} {name}", role, scope);
                }
            }
        }
    }

    private static HttpMethod MethodOf(string endpoint) => new(endpoint.Split(' ')[0].ToUpperInvariant());

    private static string PathOf(string endpoint) => SentPath(endpoint.Split(' ')[1]);

    // An id that nothing has: whoever may is told that there is no such thing.
    private static string SentPath(string path) => path
        .Replace("{id}", "00000000-0000-4000-8000-000000000001", StringComparison.Ordinal)
        .Replace("{run}", "00000000-0000-4000-8000-000000000001-1", StringComparison.Ordinal);

    private async Task CheckAsync(string method, string path, AccessAction action, string? body, string key, Roles role, ApiScopes scope)
    {
        var rule = ActionMatrix.Of(action);
        body = body?.Replace("{n}", (++_calls).ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var reply = await app.SendAsync(new HttpMethod(method.ToUpperInvariant()), SentPath(path), app.Key(key), body);
        var expected = (role & rule.Allowed) == 0 ? AccessRefusal.RoleMissingCode
            : scope != rule.Scope ? AccessRefusal.ScopeMissingCode
            : rule.NeedsTotpWithKey ? AccessRefusal.CodeNeededCode
            : path.Contains('{') ? "NOT_FOUND"
            : null;
        if (expected is null && reply.Code == "DRILL_REFUSED")
        {
            return; // past the gate: another row has stopped trading, and there is no drill while it is
        }

        Assert.True(expected == reply.Code, $"{method} {path} with the key '{key}': {(int)reply.Status} {reply.Body}");
        Assert.Equal(expected is null, (int)reply.Status is 200 or 202);
        Assert.True(expected is null || reply.Status == (expected == "NOT_FOUND" ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden));
    }
}

[CollectionDefinition("api")]
public sealed class ApiCollection : ICollectionFixture<ApiApp>;
