using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Postgres;

namespace QuantumTrader.Integration.Identity;

/// <summary>
/// The base of what both databases must do: each test runs on SQLite and on a real PostgreSQL. Where there is none, only SQLite is run,
/// and one test is reported as skipped for it; in CI it must be there.
/// </summary>
[Collection(Name)]
public abstract class ConsoleTests(ConsoleFixture fixture)
{
    public const string Name = "console";

    public static TheoryData<ConsoleProvider> Providers =>
        PostgresServer.Missing is null ? [ConsoleProvider.Sqlite, ConsoleProvider.Postgres] : [ConsoleProvider.Sqlite];

    protected ConsoleFixture Fixture => fixture;

    internal Task<ConsoleBench> BenchAsync(ConsoleProvider provider) => ConsoleBench.OpenAsync(fixture, provider);
}

/// <summary>They run one after the other.</summary>
[CollectionDefinition(ConsoleTests.Name)]
public sealed class ConsoleCollection : ICollectionFixture<ConsoleFixture>;
