namespace QuantumTrader.Infrastructure.Redis;

/// <summary>Why a server is refused although it answers. Stable words: configuration, warnings and runbooks name them.</summary>
public static class RedisCodes
{
    /// <summary>The server may throw keys away when its memory is full.</summary>
    public const string Eviction = "REDIS_EVICTION";

    /// <summary>Nothing is kept when the server ends.</summary>
    public const string NoAppendFile = "REDIS_NO_APPEND_FILE";

    /// <summary>What was answered may still be lost with the machine.</summary>
    public const string Fsync = "REDIS_FSYNC";

    /// <summary>The server does not say how it is set.</summary>
    public const string SettingsUnknown = "REDIS_SETTINGS_UNKNOWN";

    /// <summary>Too old. Cannot be accepted.</summary>
    public const string Version = "REDIS_VERSION";

    /// <summary>Not the database that this data directory belongs to. Cannot be accepted, only claimed.</summary>
    public const string Foreign = "REDIS_FOREIGN";

    /// <summary>Those that <see cref="RedisOptions.Accept"/> may name.</summary>
    public static IReadOnlyList<string> Acceptable { get; } = [Eviction, NoAppendFile, Fsync, SettingsUnknown];
}
