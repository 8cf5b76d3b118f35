namespace QuantumTrader.TestSupport.Postgres;

/// <summary>What runs a PostgreSQL server: a process or a container.</summary>
internal interface IPostgresHost : IDisposable
{
    /// <summary>Null while it runs; else how it ended.</summary>
    string? Ended { get; }

    /// <param name="port">On the loopback.</param>
    /// <param name="directory">For the server's files.</param>
    /// <param name="password">Of the user <see cref="PostgresServer.User"/>.</param>
    void Start(int port, string directory, string password);
}
