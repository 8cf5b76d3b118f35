using QuantumTrader.TestSupport.Postgres;

namespace QuantumTrader.Integration.Identity;

/// <summary>A test on a real PostgreSQL; skipped, with the reason, where there is none, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
