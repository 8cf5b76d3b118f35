namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>What differs between SQLite and PostgreSQL.</summary>
internal interface IConsoleEngine : IDisposable
{
    /// <summary>For people; no secret.</summary>
    string Where { get; }

    ConsoleDbContext Open();

    /// <summary>Before migrations: the file exists and only its owner may read it, it is sound, and nobody else migrates it.</summary>
    Task<IDisposable> BeginPreparingAsync(CancellationToken stopping);

    /// <summary>What to do with a database that this version cannot use.</summary>
    string Remedy { get; }
}
