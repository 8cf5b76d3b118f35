using Microsoft.AspNetCore.Routing.Patterns;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api;

/// <summary>Whatever else is asked for below /api is answered as the API answers, not with a page.</summary>
internal static class NothingElse
{
    public static void MapNothingElse(this IEndpointRouteBuilder routes) =>
        routes.Map("/api/{**path}", (HttpContext http, EndpointDataSource endpoints) => Answer(http.Request, endpoints)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static ApiAnswer Answer(HttpRequest request, EndpointDataSource endpoints)
    {
        var path = request.Path.Value?.TrimEnd('/');
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => IsAt(e.RoutePattern, path))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return methods.Length == 0
            ? ApiProblems.Of(ProblemKind.NotFound, $"The API has no such path. Its description is at {ApiPaths.Document}.")
            : ApiProblems.Of(ProblemKind.MethodNotAllowed, $"This path takes {string.Join(" and ", methods)}.").With("Allow", string.Join(", ", methods));
    }

    // The API's paths have no variable parts.
    private static bool IsAt(RoutePattern pattern, string? path) => pattern.Parameters.Count == 0 && string.Equals("/" + pattern.RawText?.Trim('/'), path, StringComparison.OrdinalIgnoreCase);
}
