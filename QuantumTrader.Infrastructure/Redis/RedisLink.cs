using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>
/// The connection to the shared store. It never queues: while the store is away every command fails at once, and one that gets no answer
/// fails after <see cref="RedisOptions.CommandTimeout"/>; what it did is unknown then. Whether the store may be used is proved by a
/// probe, again and again: it answers, it is ours, it is set so that it loses nothing, and it takes writes.
/// </summary>
public sealed class RedisLink : IAsyncDisposable
{
    private static readonly TimeSpan SettingsAgeMax = TimeSpan.FromMinutes(1);
    private readonly RedisOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConnectionMultiplexer _connection;
    private readonly string _servers;
    private readonly SemaphoreSlim _probing = new(1, 1);
    private volatile RedisHealth _health;
    private volatile bool _settingsDue = true;
    private long _settingsReadAt;
    private RedisVerdict _settings = new(null, []);
    private int _generation;

    private RedisLink(RedisOptions options, TimeProvider time, ILogger log, ConnectionMultiplexer connection, string servers, string? dataDirectory)
    {
        (_options, _time, _log, _connection, _servers) = (options, time, log, connection, servers);
        _health = new(RedisState.Unknown, time.GetUtcNow(), "not asked yet", null, []);
        Keys = new RedisKeys(options.Account);
        Owner = new RedisOwner(Keys, dataDirectory);
        connection.ConnectionRestored += (_, _) => Reconnected();
    }

    public RedisKeys Keys { get; }

    public RedisOptions Options => _options;

    public RedisOwner Owner { get; }

    public IDatabase Database => _connection.GetDatabase();

    public IConnectionMultiplexer Connection => _connection;

    public RedisHealth Health => _health;

    /// <summary>Grows whenever the store came back, so that what was known of its content has to be asked again.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>
    /// Connects in the background: a store that is away now is no error. Throws <see cref="ArgumentException"/>, naming the key and
    /// nothing secret, for a connection string that cannot be read.
    /// </summary>
    /// <param name="options">Checked before.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Null: nowhere.</param>
    /// <param name="dataDirectory">Where it is remembered which database is ours; null: only as long as this link lives.</param>
    public static async Task<RedisLink> OpenAsync(RedisOptions options, TimeProvider time, ILogger<RedisLink>? log = null, string? dataDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!RedisConnectionString.TryRead(options, out var configuration, out var error))
        {
            throw new ArgumentException(error);
        }

        var servers = RedisConnectionString.Servers(configuration);
        var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        return new RedisLink(options, time, log ?? (ILogger)NullLogger.Instance, connection, servers, dataDirectory);
    }

    /// <summary>Proves the connection once, and sets <see cref="Health"/>. Never throws.</summary>
    public async Task<RedisHealth> ProbeAsync()
    {
        await _probing.WaitAsync();
        try
        {
            await AskAsync();
        }
        catch (Exception e) when (RedisFailure.Says(e, "WRONGTYPE"))
        {
            Set(RedisState.Refused, $"{RedisCodes.Foreign}: the key {Keys.Owner} was written by something else: use a database of its own for this account.", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Set(RedisState.Refused, $"Which database is ours cannot be remembered: {e.Message}", null);
        }
        catch (Exception e) // whatever it is, the store is not proved
        {
            Set(RedisState.Away, RedisFailure.Describe(e, _servers, _options.CommandTimeout), null);
        }
        finally
        {
            _probing.Release();
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

    /// <summary>A failure in one line for people.</summary>
    public string Describe(Exception e) => RedisFailure.Describe(e, _servers, _options.CommandTimeout);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task AskAsync()
    {
        var (database, from) = (Database, _time.GetTimestamp());
        var owner = (string?)await database.StringGetAsync(Keys.Owner, CommandFlags.DemandMaster);
        var latency = _time.GetElapsedTime(from);
        await ReadSettingsAsync(database);
        var refusal = _settings.Refusal ?? await Owner.JudgeAsync(database, owner);
        if (refusal is null)
        {
            // Changes nothing, and yet a replica, a full memory and a failing disk refuse it as they refuse every write.
            await database.StringSetRangeAsync(Keys.Owner, 0, "", CommandFlags.DemandMaster);
        }

        Set(refusal is null ? RedisState.Ready : RedisState.Refused, refusal, latency);
    }

    private async Task ReadSettingsAsync(IDatabase database)
    {
        if (!_settingsDue && _health.State == RedisState.Ready && _time.GetElapsedTime(_settingsReadAt) < SettingsAgeMax)
        {
            return;
        }

        _settingsDue = false;
        try
        {
            _settings = RedisVerdict.Of(await RedisSettings.ReadAsync(database), _options.Accept);
            _settingsReadAt = _time.GetTimestamp();
        }
        catch
        {
            _settingsDue = true;
            throw;
        }
    }

    private void Reconnected()
    {
        _settingsDue = true;
        Interlocked.Increment(ref _generation);
    }

    private void Set(RedisState state, string? cause, TimeSpan? latency)
    {
        var before = _health;
        var hasChanged = before.State != state;
        _health = new(state, hasChanged ? _time.GetUtcNow() : before.SinceUtc, cause, latency, _settings.Warnings);
        if (hasChanged && state == RedisState.Ready)
        {
            Interlocked.Increment(ref _generation);
        }

        if (hasChanged || before.Cause != cause)
        {
            Log(state, cause);
        }

        foreach (var warning in _settings.Warnings.Except(before.Warnings))
        {
            _log.RedisSettingAccepted(warning);
        }
    }

    private void Log(RedisState state, string? cause)
    {
        switch (state)
        {
            case RedisState.Ready: _log.RedisReady(_servers); break;
            case RedisState.Refused: _log.RedisRefused(_servers, cause!); break;
            default: _log.RedisAway(cause!); break;
        }
    }
}
