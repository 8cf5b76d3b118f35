using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace QuantumTrader.TestSupport.Postgres;

/// <summary>A PostgreSQL server in a container.</summary>
internal sealed class PostgresContainer : IPostgresHost
{
    private const string Image = "postgres:16-alpine";
    private const int InnerPort = 5432;
    private IContainer? _container;

    public string? Ended => _container!.State is TestcontainersStates.Exited or TestcontainersStates.Dead ? $"the container ended: {_container.State}" : null;

    public void Start(int port, string directory, string password)
    {
        _container = new ContainerBuilder(Image)
            .WithPortBinding(port, InnerPort)
            .WithEnvironment("POSTGRES_USER", PostgresServer.User)
            .WithEnvironment("POSTGRES_PASSWORD", password)
            .WithCommand("-c", "fsync=off")
            .WithWaitStrategy(Wait.ForUnixContainer())
            .Build();
        _container.StartAsync().GetAwaiter().GetResult();
    }

    public void Dispose() => _container?.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
