using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Web.Api.Trading;

internal static class HealthEndpoint
{
    public static void MapApiHealth(this RouteGroupBuilder api) => api.MapGet("/health", (HttpContext http, IHealthReports reports) =>
            new ApiQuery(http.Request).Problem ?? ApiAnswer.Json(StatusCodes.Status200OK, reports.Now(), ApiJson.Default.HealthReport))
        .Describe("getHealth", AccessAction.SeeTrading, "What works and what does not", "The same report as GET /health, which answers 503 to a bad one; here its status says so.")
        .Answers<HealthReport>(StatusCodes.Status200OK);
}
