using System.Net;
using System.Text;

namespace QuantumTrader.Integration.Api;

/// <summary>Bad requests of every kind: each has its status, its code, and says what is wrong with which field.</summary>
[Collection("api")]
public sealed class ApiRequestTests(ApiApp app)
{
    private const string Reset = "/api/v1/ess/reset";

    [Theory]
    [InlineData("""{"reason":"x","peak":"keep","drawdownLimit":0.12,"confirm":"RESET","coed":"123456"}""", 400, "FIELD_UNKNOWN", "coed")]
    [InlineData("""{"reason":"x","peak":"keep","confirm":"RESET"}""", 422, "FIELD_INVALID", "drawdownLimit")]
    [InlineData("""{"reason":"x","peak":"keep","drawdownLimit":12,"confirm":"RESET"}""", 422, "FIELD_INVALID", "drawdownLimit")]
    [InlineData("""{"reason":"x","peak":"keep","drawdownLimit":"a lot","confirm":"RESET"}""", 422, "FIELD_INVALID", "drawdownLimit")]
    [InlineData("""{"reason":"x","peak":"rebase","drawdownLimit":0.12,"confirm":"RESET"}""", 422, "FIELD_INVALID", "drawdownLimit")]
    [InlineData("""{"reason":"x","reason":"y"}""", 422, "FIELD_INVALID", "reason")]
    [InlineData("""{"reason":17}""", 422, "FIELD_INVALID", "reason")]
    [InlineData("""{"reason":"x","peak":"maybe","confirm":"RESET"}""", 422, "FIELD_INVALID", "peak")]
    [InlineData("""{"reason":"x","peak":"keep","drawdownLimit":0.12,"confirm":"reset"}""", 422, "FIELD_INVALID", "confirm")]
    [InlineData("""{"reason":" ","peak":"keep","drawdownLimit":0.12,"confirm":"RESET"}""", 422, "FIELD_INVALID", "reason")]
    [InlineData("""{"reason":"x","peak":"keep","drawdownLimit":0.12,"confirm":"RESET","code":"12345x"}""", 422, "FIELD_INVALID", "code")]
    [InlineData("""{"reason":"x" """, 400, "BODY_UNREADABLE", null)]
    [InlineData("[]", 400, "BODY_UNREADABLE", null)]
    public async Task Reset_BodyWrong_IsRefusedNamingTheField(string body, int status, string code, string? field)
    {
        var reply = await app.PostAsync(Reset, app.Key("Risk"), body);
        Assert.Equal((status, code), ((int)reply.Status, reply.Code));
        Assert.True(field is null || reply.Json.GetProperty("errors").TryGetProperty(field, out _), reply.Body);
        Assert.DoesNotContain("System.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_BodyDeeplyNested_IsRefused()
    {
        var body = new StringBuilder("""{"reason":""").Insert(10, "[", 10_000).ToString();
        var reply = await app.PostAsync(Reset, app.Key("Risk"), body);
        Assert.Equal((HttpStatusCode.BadRequest, "BODY_UNREADABLE"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("deep", "application/json", false)]
    [InlineData("large", "application/json", false)]
    [InlineData("large", "application/json", true)]
    [InlineData("huge", "application/json", true)]
    [InlineData("huge", "application/json", false)]
    [InlineData("reason=x", "application/x-www-form-urlencoded", false)]
    [InlineData("""{"reason":7}""", "application/json", false)]
    [InlineData("""{"why":"x"}""", "application/json", false)]
    public async Task Activate_BodyUnusable_StopsAllTheSame(string body, string type, bool isChunked)
    {
        var text = body switch
        {
            "deep" => new StringBuilder("""{"reason":""").Insert(10, "[", 10_000).ToString(),
            "large" => $$"""{"reason":"{{new string('x', 70_000)}}"}""",
            "huge" => $$"""{"reason":"{{new string('x', 4_000_000)}}"}""",
            _ => body,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, app.App.Url + "/api/v1/ess/activate");
        request.Headers.Authorization = new("Bearer", app.Key("Operator"));
        request.Content = new StringContent(text, Encoding.UTF8, type);
        request.Headers.TransferEncodingChunked = isChunked;

        var reply = await app.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        Assert.True(reply.Json.GetProperty("state").GetProperty("latched").GetBoolean());
    }

    [Fact]
    public async Task Request_TwoAuthorizationHeaders_IsNotSignedIn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.App.Url + "/api/v1/ess");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {app.Key("Viewer")}", $"Bearer {app.Key("Viewer")}"]);
        Assert.Equal((HttpStatusCode.Unauthorized, "KEY_NOT_GOOD"), await StatusAsync(request));
    }

    [Theory]
    [InlineData("GET", "/api/v1/ess/activate", HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED")]
    [InlineData("DELETE", "/api/v1/trades", HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED")]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData("GET", "/api", HttpStatusCode.NotFound, "NOT_FOUND")]
    public async Task Request_ForWhatIsNotThere_IsAProblem(string method, string path, HttpStatusCode status, string code)
    {
        var reply = await app.SendAsync(new HttpMethod(method), path, app.Key("Risk"), null);
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, reply.Headers.ContainsKey("Allow"));
    }

    [Theory]
    [InlineData("/api/v1/events?count=0", "count")]
    [InlineData("/api/v1/events?after=-1", "after")]
    [InlineData("/api/v1/trades?take=1e3", "take")]
    [InlineData("/api/v1/trades?state=lost", "state")]
    [InlineData("/api/v1/trades?skip=1&skip=2", "skip")]
    public async Task Query_OutOfItsRange_IsRefusedNamingIt(string path, string name)
    {
        var reply = await app.GetAsync(path, app.Key("Viewer"));
        Assert.Equal((HttpStatusCode.BadRequest, "QUERY_INVALID"), (reply.Status, reply.Code));
        Assert.True(reply.Json.GetProperty("errors").TryGetProperty(name, out _));
    }

    [Fact]
    public async Task Query_Unknown_IsRefused() =>
        Assert.Equal("QUERY_INVALID", (await app.GetAsync("/api/v1/policy?verbose=1", app.Key("Viewer"))).Code);

    private async Task<(HttpStatusCode, string?)> StatusAsync(HttpRequestMessage request)
    {
        var reply = await app.SendAsync(request);
        return (reply.Status, reply.Code);
    }
}
