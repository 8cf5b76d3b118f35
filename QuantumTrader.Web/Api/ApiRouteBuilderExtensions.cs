using QuantumTrader.Web.Api.Alerts;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Ess;
using QuantumTrader.Web.Api.Trading;

namespace QuantumTrader.Web.Api;

public static class ApiRouteBuilderExtensions
{
    /// <summary>Version 1 of the API, its description and the page to browse it.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(ApiPaths.Root);
        // Judged by the guard and by the services behind, which know keys; the browser's own sign-in is not asked for.
        api.AllowAnonymous().DisableAntiforgery().WithTags("v1").AddEndpointFilter<RouteGroupBuilder, ApiGuard>();
        api.MapEss();
        api.MapPolicy();
        api.MapAccount();
        api.MapTrades();
        EventPages.Map(api);
        AlertEndpoints.Map(api);
        api.MapApiHealth();
        api.MapDocument();
        routes.MapDocs();
        routes.MapNothingElse();
        return routes;
    }
}
