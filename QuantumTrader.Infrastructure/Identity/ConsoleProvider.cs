namespace QuantumTrader.Infrastructure.Identity;

public enum ConsoleProvider
{
    Sqlite,
    Postgres,
}
