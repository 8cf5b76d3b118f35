using System.Globalization;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Trades;

/// <summary>One server for a class of tests; each test gets an account of its own in it.</summary>
public sealed class SharedStoreFixture : IAsyncLifetime
{
    private int _accounts;

    public RedisServer Server { get; private set; } = null!;

    /// <summary>Without a Redis every test is skipped, and nothing needs a server.</summary>
    public async Task InitializeAsync() => Server = RedisServer.Missing is null ? await RedisServer.StartAsync() : null!;

    public Task DisposeAsync() => Server is null ? Task.CompletedTask : Server.DisposeAsync().AsTask();

    internal Task<SharedStoreBench> BenchAsync(TimeSpan? timeout = null) =>
        SharedStoreBench.OpenAsync(Server, $"t{Interlocked.Increment(ref _accounts).ToString(CultureInfo.InvariantCulture)}", timeout);
}

/// <summary>A connection, a lease and an epoch in the store, as a leader has them.</summary>
internal sealed class SharedStoreBench : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private readonly RedisServer _server;
    private readonly TimeSpan _timeout;

    private SharedStoreBench(RedisServer server, RedisLink link, TimeSpan timeout) => (_server, Link, _timeout) = (server, link, timeout);

    public RedisLink Link { get; }

    public FakeLease Lease { get; } = new(epoch: 5);

    public RedisKeys Keys => Link.Keys;

    public static async Task<SharedStoreBench> OpenAsync(RedisServer server, string account, TimeSpan? timeout = null)
    {
        var patience = timeout ?? TimeSpan.FromSeconds(5);
        var bench = new SharedStoreBench(server, await LinkAsync(server.ConnectionString, account, patience), patience);
        await bench.GiveEpochAsync(5);
        return bench;
    }

    /// <summary>Another connection to the same account, perhaps by another way.</summary>
    public Task<RedisLink> AnotherLinkAsync(string? connectionString = null, TimeSpan? timeout = null) =>
        LinkAsync(connectionString ?? _server.ConnectionString, Keys.Account, timeout ?? _timeout);

    /// <summary>Another process was given the lease.</summary>
    public Task GiveEpochAsync(long epoch) => Link.Database.StringSetAsync(Keys.Epoch, epoch);

    public ValueTask DisposeAsync() => Link.DisposeAsync();

    /// <summary>Opening only begins to connect; a command before that fails at once.</summary>
    private static async Task<RedisLink> LinkAsync(string connectionString, string account, TimeSpan timeout)
    {
        var link = await RedisLink.OpenAsync(new RedisOptions { ConnectionString = connectionString, Account = account, CommandTimeout = timeout }, TimeProvider.System);
        await Poll.UntilAsync(() => link.Connection.IsConnected, ConnectLimit, "connected");
        return link;
    }
}
