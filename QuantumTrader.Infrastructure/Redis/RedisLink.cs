using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>
/// The connection to the shared store. It never queues: while the store is away every command fails at once, and one that gets no answer
/// fails after <see cref="RedisOptions.CommandTimeout"/>. Whether the store may be used is proved by a probe, again and again.
/// </summary>
public sealed class RedisLink : IAsyncDisposable
{
    private readonly RedisOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConnectionMultiplexer _connection;
    private volatile RedisHealth _health;

    private RedisLink(RedisOptions options, TimeProvider time, ILogger log, ConnectionMultiplexer connection)
    {
        (_options, _time, _log, _connection) = (options, time, log, connection);
        _health = new(RedisState.Unknown, time.GetUtcNow(), "not asked yet", null, []);
        Keys = new RedisKeys(options.Account);
    }

    public RedisKeys Keys { get; }

    public RedisOptions Options => _options;

    public IDatabase Database => _connection.GetDatabase();

    public IConnectionMultiplexer Connection => _connection;

    public RedisHealth Health => _health;

    /// <summary>Connects in the background: a store that is away now is no error.</summary>
    public static async Task<RedisLink> OpenAsync(RedisOptions options, TimeProvider time, ILogger<RedisLink>? log = null)
    {
        var configuration = ConfigurationOptions.Parse(options.ConnectionString ?? "", ignoreUnknown: false);
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.AsyncTimeout = configuration.SyncTimeout = configuration.ConnectTimeout = (int)options.CommandTimeout.TotalMilliseconds;
        configuration.ConnectRetry = 1;
        configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        configuration.ReconnectRetryPolicy = new LinearRetry(250);
        var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        return new RedisLink(options, time, log ?? (ILogger)NullLogger.Instance, connection);
    }

    /// <summary>Proves the connection once, and sets <see cref="Health"/>. Never throws.</summary>
    public async Task<RedisHealth> ProbeAsync()
    {
        var from = _time.GetTimestamp();
        try
        {
            await Database.PingAsync();
            Set(RedisState.Ready, null, _time.GetElapsedTime(from));
        }
        catch (Exception e) when (IsAway(e))
        {
            Set(RedisState.Away, e.Message, null);
        }

        return _health;
    }

    /// <summary>Probes until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await ProbeAsync();
            await Task.Delay(_options.ProbeInterval, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>True for what says that the store cannot be used now, as opposed to a mistake of ours.</summary>
    public static bool IsAway(Exception e) => e is RedisException or RedisTimeoutException or TimeoutException or ObjectDisposedException;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Set(RedisState state, string? cause, TimeSpan? latency)
    {
        var since = _health.State == state ? _health.SinceUtc : _time.GetUtcNow();
        _health = new(state, since, cause, latency, _health.Warnings);
    }
}
