using Microsoft.Extensions.Configuration;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Configuration;

/// <summary>Where the flags may be off, and what people are told while they are.</summary>
public static class StorageFlagRules
{
    /// <summary>The configuration key that lets flags be off with real money.</summary>
    public const string AllowInLiveKey = "Live:AllowStorageFlags";

    private const string Redis = "Redis";

    // What keeps people safe has no switch; somebody who tries to throw one must not believe that it worked.
    private static readonly string[] Fixed =
    [
        "USE_EMERGENCY_STOP", "USE_ESS", "USE_POLICY_STORE", "USE_POLICY", "USE_RISK_GATE", "USE_DRAWDOWN_MONITOR", "USE_LEASE", "USE_RECONCILIATION",
    ];

    /// <summary>One line for each contradiction, naming the key and the remedy; empty when the app can start so.</summary>
    /// <param name="flags">As read.</param>
    /// <param name="provider">The value of <c>Store:Provider</c>.</param>
    /// <param name="environment">Whose money it is.</param>
    /// <param name="allowInLive">The value of <see cref="AllowInLiveKey"/>; see <see cref="ReadAllowInLive"/>.</param>
    public static IReadOnlyList<string> Problems(StorageFlags flags, string provider, TradingEnvironment environment, bool allowInLive)
    {
        var problems = new List<string>();
        if (!flags.UseEventBuffer && !string.Equals(provider, Redis, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"{StorageFlags.EventBufferKey}=false sends events straight to Redis, and Store:Provider is {provider}; set Store:Provider to Redis, or {StorageFlags.EventBufferKey} to true.");
        }

        if (environment == TradingEnvironment.Live && !allowInLive)
        {
            problems.AddRange(Off(flags).Select(key => $"{key}=false is refused with real money; remove it, or set {AllowInLiveKey} to true."));
        }

        return problems;
    }

    /// <summary>One line for each attempt to switch off what has no switch.</summary>
    public static IReadOnlyList<string> FixedProblems(IConfiguration configuration) =>
        [.. Fixed.Where(key => configuration[key] is { } text && StorageFlags.Parse(text) != true).Select(key => $"{key} cannot be switched off; remove it.")];

    /// <summary>False when it is not there.</summary>
    /// <param name="problem">Why the value cannot be read; null when it can.</param>
    public static bool ReadAllowInLive(IConfiguration configuration, out string? problem)
    {
        problem = null;
        if (configuration[AllowInLiveKey] is not { } text)
        {
            return false;
        }

        var value = StorageFlags.Parse(text);
        problem = value is null ? $"{AllowInLiveKey} is '{text}'; it must be true or false." : null;
        return value ?? false;
    }

    /// <summary>Shown on every page as long as the flags are off; empty when they are not.</summary>
    public static IReadOnlyList<string> Warnings(StorageFlags flags)
    {
        var warnings = new List<string>();
        if (!flags.UseEventBuffer)
        {
            warnings.Add($"{StorageFlags.EventBufferKey} is false: events go straight to Redis, and an outage loses them. Orders, policy and emergency records are still kept on disk.");
        }

        if (!flags.UseTradeStateStore)
        {
            warnings.Add($"{StorageFlags.TradeStateStoreKey} is false: trade states are kept in a single file of this machine; a stand-by does not have them.");
        }

        return warnings;
    }

    private static IEnumerable<string> Off(StorageFlags flags)
    {
        if (!flags.UseEventBuffer)
        {
            yield return StorageFlags.EventBufferKey;
        }

        if (!flags.UseTradeStateStore)
        {
            yield return StorageFlags.TradeStateStoreKey;
        }
    }
}
