namespace QuantumTrader.Web.Hosting.Health;

/// <summary>The report on the facts as they are now.</summary>
internal sealed class HealthReports(HealthSource source) : IHealthReports
{
    public HealthReport Now() => HealthReport.Of(source.Now());
}
