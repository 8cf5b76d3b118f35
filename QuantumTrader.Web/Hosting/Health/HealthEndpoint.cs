namespace QuantumTrader.Web.Hosting.Health;

internal static class HealthEndpoint
{
    /// <summary>
    /// 200 while the engine lives on fresh data and everything that it keeps its state in works, also on a stand-by; 503, with the same
    /// body, when not. It reads what others left in memory and waits for nobody: neither the engine nor the disk nor the shared store.
    /// </summary>
    public static void MapHealth(this WebApplication app) => app.MapMethods("/health", [HttpMethods.Get, HttpMethods.Head], (IHealthReports reports) =>
    {
        var report = reports.Now();
        return Results.Json(report, statusCode: report.IsGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }).AllowAnonymous();
}
