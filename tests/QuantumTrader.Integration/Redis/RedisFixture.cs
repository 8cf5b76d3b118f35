using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>One server for the tests that do not harm it; each begins with an empty database.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private RedisServer? _server;

    public RedisServer Server => _server ?? throw new InvalidOperationException("There is no Redis; mark the test with RedisFact.");

    public async Task InitializeAsync() => _server = RedisServer.Missing is null ? await RedisServer.StartAsync() : null;

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>A ready link to the emptied database.</summary>
    public async Task<RedisLink> OpenEmptyAsync()
    {
        Server.Command("FLUSHALL");
        return await Links.OpenReadyAsync(Server.ConnectionString);
    }
}
