using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using QuantumTrader.Integration.Api;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Access;

/// <summary>Every endpoint that the app routes to, taken from its routing: a new one cannot be forgotten here.</summary>
[Collection("in process")]
public sealed partial class EndpointTests(AppInProcess app)
{
    /// <summary>Below /api and no operation: the description, the page to browse it with its scripts, and the answer to whatever else.</summary>
    private static readonly string[] NoOperation =
    [
        "GET /api/v1/openapi.json", "GET /api/docs/{documentName?}", "GET /api/docs/scalar.js", "GET /api/docs/scalar.aspnetcore.js", "GET /api/docs/favicon.svg", "any /api/{**path}",
    ];

    [Fact]
    public async Task Headers_OfEveryEndpoint_AreThere()
    {
        var bare = new List<string>();
        using var stranger = new ConsoleBrowser(app.Url);
        foreach (var (method, path) in app.Endpoints.SelectMany(MethodsAndPaths).Distinct().Order())
        {
            // By a stranger it may be refused before the endpoint is reached; what changes something is left to the stranger.
            foreach (var browser in method == HttpMethod.Get.Method ? new[] { stranger, app.Browser } : [stranger])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var answer = await browser.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                bare.AddRange(Headers.Faults(answer).Select(fault => $"{method} {path}, {(browser == stranger ? "stranger" : "signed in")}, {(int)answer.StatusCode}: {fault}"));
            }
        }

        Assert.Empty(bare);
    }

    [Fact]
    public void Headers_TheEndpointsAskedFor_AreThoseOfTheApp()
    {
        var asked = app.Endpoints.SelectMany(MethodsAndPaths).ToHashSet();
        Assert.All([("GET", "/"), ("GET", "/approvals"), ("POST", "/sign-in"), ("GET", "/emergency"), ("POST", "/emergency"), ("GET", "/health"), ("POST", "/api/v1/ess/activate"), ("GET", "/app.css")], known => Assert.Contains(known, asked));
    }

    [Fact]
    public void Api_EveryEndpoint_IsInTheTableOfRolesAndScopes()
    {
        var routed = app.Endpoints.Where(e => PatternOf(e).StartsWith("/api", StringComparison.OrdinalIgnoreCase))
            .SelectMany(e => MethodsOf(e).DefaultIfEmpty("any").Select(method => $"{method} {Constraint().Replace(PatternOf(e), "{$1}")}")).ToHashSet();
        var entered = ApiAccessTests.Table.Select(e => $"{e.Method.ToUpperInvariant()} {e.Path}").Concat(NoOperation).ToArray();
        Assert.Equal(([], []), (routed.Except(entered).Order().ToArray(), entered.Except(routed).Order().ToArray())); // not entered; entered and not there
    }

    private static IEnumerable<(string Method, string Path)> MethodsAndPaths(RouteEndpoint endpoint) =>
        MethodsOf(endpoint).DefaultIfEmpty(HttpMethod.Get.Method).Select(method => (method, Parameter().Replace(PatternOf(endpoint), "x")));

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.Trim('/');

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\{(\w+):[^}]+\}")]
    private static partial Regex Constraint(); // such as {id:guid}; the description leaves it out
}
