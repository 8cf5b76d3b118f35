using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>How the server is set, as far as it decides whether data can be lost. Null: the server did not say.</summary>
internal sealed record RedisSettings(Version? Version, string? EvictionPolicy, string? AppendOnly, string? AppendFsync)
{
    private static readonly Version VersionMin = new(7, 0);

    /// <summary>Throws what says that the server is away; a server that does not permit the question gives nulls.</summary>
    public static async Task<RedisSettings> ReadAsync(IDatabase database)
    {
        var info = await Permitted(database.ExecuteAsync("INFO", ["server"], CommandFlags.DemandMaster));
        return new(
            VersionOf((string?)info),
            await SettingAsync(database, "maxmemory-policy"),
            await SettingAsync(database, "appendonly"),
            await SettingAsync(database, "appendfsync"));
    }

    /// <summary>Everything that would lose data, each with its code.</summary>
    public IEnumerable<(string Code, string Text)> Problems()
    {
        if (Version is not null && Version < VersionMin)
        {
            yield return (RedisCodes.Version, $"Redis {Version} is older than {VersionMin}: update the server.");
        }

        if (Version is null || EvictionPolicy is null || AppendOnly is null || AppendFsync is null)
        {
            yield return (RedisCodes.SettingsUnknown, "the server does not say how it is set: permit INFO and CONFIG GET to this user.");
        }

        if (EvictionPolicy is not (null or "noeviction"))
        {
            yield return (RedisCodes.Eviction, $"maxmemory-policy is {EvictionPolicy}, keys may vanish: set it to noeviction.");
        }

        if (AppendOnly is not (null or "yes"))
        {
            yield return (RedisCodes.NoAppendFile, "appendonly is no, a restart loses data: set it to yes.");
        }
        else if (AppendFsync is not (null or "always"))
        {
            yield return (RedisCodes.Fsync, $"appendfsync is {AppendFsync}, a crash loses the last second: set it to always.");
        }
    }

    private static async Task<string?> SettingAsync(IDatabase database, string name)
    {
        var answer = await Permitted(database.ExecuteAsync("CONFIG", ["GET", name], CommandFlags.DemandMaster));
        return answer is { Length: 2 } ? (string?)answer[1] : null;
    }

    /// <summary>Null when the server knows no such command or does not permit it to this user.</summary>
    private static async Task<RedisResult?> Permitted(Task<RedisResult> answer)
    {
        try
        {
            return await answer;
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOPERM", StringComparison.Ordinal) || e.Message.StartsWith("ERR", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static Version? VersionOf(string? info)
    {
        const string Name = "redis_version:";
        var line = info?.Split('\n').FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal));
        return Version.TryParse(line?[Name.Length..].Trim(), out var version) ? version : null;
    }
}
