using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Web.Commands;

/// <summary>What <c>redis status</c> found, and <c>redis claim</c> before and after.</summary>
/// <param name="State">ready, new (empty: the next start takes it), refused or away.</param>
/// <param name="Cause">Why it is neither ready nor new, with the remedy.</param>
/// <param name="OwnerInStore">Null: none, or unknown because the store is away.</param>
/// <param name="OwnerRemembered">What the data directory remembers; null when it has seen no database.</param>
/// <param name="Keys">Null: unknown.</param>
public sealed record RedisFindings(
    string DataDirectory,
    string Account,
    string State,
    string? Cause,
    double? LatencyMs,
    string? OwnerInStore,
    string? OwnerRemembered,
    long? Keys,
    IReadOnlyList<string> Warnings)
{
    [JsonIgnore]
    public bool IsUsable => State is "ready" or "new";

    /// <summary>Looks, and changes nothing: neither the store nor the data directory.</summary>
    public static async Task<RedisFindings> LookAsync(RedisOptions options, string directory, TimeProvider time)
    {
        // A link that knows a directory takes a new database; so it gets to know only one that remembers its own already.
        var remembered = RememberedIn(directory);
        await using var link = await RedisLink.OpenAsync(options, time, null, remembered is null ? null : directory);
        try
        {
            var keys = (long)await link.Database.ExecuteAsync("DBSIZE");
            var owner = (string?)await link.Database.StringGetAsync(link.Keys.Owner);
            return remembered is null && owner is null && keys == 0
                ? OfNew(await RedisLook.AtSettingsAsync(link), options, directory)
                : Of(await link.ProbeAsync(), options, directory, owner, keys);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            return new(directory, options.Account, "away", link.Describe(e), null, null, remembered, null, []);
        }
    }

    public static RedisFindings Of(RedisHealth health, RedisOptions options, string directory, string? owner, long? keys) => new(
        directory,
        options.Account,
        health.State.ToString().ToLowerInvariant(),
        health.Cause,
        health.Latency?.TotalMilliseconds,
        owner,
        RememberedIn(directory),
        keys,
        health.Warnings);

    /// <summary>A new database is not probed, for that would take it; but the start will refuse a server that loses data, so this says it.</summary>
    private static RedisFindings OfNew(RedisLook look, RedisOptions options, string directory) =>
        new(directory, options.Account, look.Refusal is null ? "new" : "refused", look.Refusal, null, null, null, 0, look.Warnings);

    private static string? RememberedIn(string directory)
    {
        var file = Path.Combine(directory, RedisOwner.FileName);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
