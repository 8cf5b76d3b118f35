namespace QuantumTrader.Web.Hosting.Health;

/// <summary>How the engine and everything that it keeps its state in are now. Reads what others left in memory and waits for nobody.</summary>
public interface IHealthReports
{
    HealthReport Now();
}
