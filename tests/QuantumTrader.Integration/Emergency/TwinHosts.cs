using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Emergency;

/// <summary>Two hosts and their Redis, which the second one reaches by a way that can be cut. One leads and holds a position, the other stands by.</summary>
internal sealed class TwinHosts : IAsyncDisposable
{
    private readonly LoopbackProxy _way;

    private TwinHosts(RedisServer redis)
    {
        _way = new LoopbackProxy(redis.Port);
        (Redis, A, B) = (redis, new TwinHost("A", () => redis.ConnectionString), new TwinHost("B", () => _way.ConnectionString));
    }

    public RedisServer Redis { get; }

    public TwinHost A { get; }

    public TwinHost B { get; }

    public static async Task<TwinHosts> TradingAsync()
    {
        var twins = new TwinHosts(await RedisServer.StartAsync());
        await twins.A.StartAsync();
        await twins.B.StartAsync();
        await twins.A.LeadsAsync();
        await twins.B.StandsByAsync();
        await twins.A.HoldsPositionAsync();
        return twins;
    }

    /// <summary>B alone does not reach the store any more.</summary>
    public void CutB()
    {
        _way.Refuses = true;
        _way.ResetAll();
    }

    public void MendB() => _way.Refuses = false;

    /// <summary>Reset where it leads; both go on, and A holds a position again.</summary>
    public async Task GoOnAsync()
    {
        await A.ResetAsync();
        await B.App!.StatusUntilAsync(s => !s.Latched, "B follows the reset");
        await A.HoldsPositionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Redis.Resume();
        await A.DisposeAsync();
        await B.DisposeAsync();
        await _way.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
