using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Execution;

/// <summary>A Redis of its own, and holders of short leases on it.</summary>
internal sealed class LeaseServer : IAsyncDisposable
{
    public static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(2000);
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly List<IAsyncDisposable> _holders = [];
    private ulong _seed;

    private LeaseServer(RedisServer redis) => Redis = redis;

    public RedisServer Redis { get; }

    public static async Task<LeaseServer> StartAsync() => new(await RedisServer.StartAsync());

    public string DirectoryOf(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    public async Task<LeaseHolder> OpenAsync(string name)
    {
        var options = new RedisOptions { ConnectionString = Redis.ConnectionString, LeaseDuration = Duration };
        var link = await RedisLink.OpenAsync(options, TimeProvider.System);
        await Poll.UntilAsync(async () => (await link.ProbeAsync()).State == RedisState.Ready, Limit, "the store answers");
        var holder = new LeaseHolder(link, RedisLease.Open(link, DirectoryOf(name), name, new SeededIds(++_seed), BootTimeProvider.Instance));
        _holders.Add(holder);
        return holder;
    }

    /// <summary>Everything is gone but the owner key: for the holders it is still their database.</summary>
    public async Task FlushAsync()
    {
        await using var link = await RedisLink.OpenAsync(new() { ConnectionString = Redis.ConnectionString + ",allowAdmin=true" }, TimeProvider.System);
        await Poll.UntilAsync(async () => (await link.ProbeAsync()).State == RedisState.Ready, Limit, "the store answers");
        var owner = link.Owner.Remembered;
        await link.Database.ExecuteAsync("FLUSHALL");
        await link.Database.StringSetAsync(link.Keys.Owner, owner);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var holder in _holders)
        {
            await holder.DisposeAsync();
        }

        await Redis.DisposeAsync();
        _folder.Dispose();
    }
}
