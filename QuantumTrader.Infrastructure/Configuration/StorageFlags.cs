using Microsoft.Extensions.Configuration;

namespace QuantumTrader.Infrastructure.Configuration;

/// <summary>The two ways back to simpler storage. Both are true unless somebody says otherwise.</summary>
/// <param name="UseEventBuffer">False: events go straight to Redis, and an outage loses them.</param>
/// <param name="UseTradeStateStore">False: trade states are kept in a single file.</param>
public sealed record StorageFlags(bool UseEventBuffer = true, bool UseTradeStateStore = true)
{
    public const string EventBufferKey = "USE_EVENT_BUFFER";
    public const string TradeStateStoreKey = "USE_TRADE_STATE_STORE";

    /// <summary>What of the configuration is about storage that can be switched off.</summary>
    /// <param name="problems">One line for each value that cannot be read, naming its key; a flag with a problem stays true.</param>
    public static StorageFlags Read(IConfiguration configuration, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        var flags = new StorageFlags(Flag(configuration, EventBufferKey, found), Flag(configuration, TradeStateStoreKey, found));
        problems = found;
        return flags;
    }

    /// <summary>Null for what is neither; case and surrounding space do not matter.</summary>
    internal static bool? Parse(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" => true,
        "FALSE" or "0" or "NO" => false,
        _ => null,
    };

    private static bool Flag(IConfiguration configuration, string key, List<string> problems)
    {
        if (configuration[key] is not { } text)
        {
            return true;
        }

        if (Parse(text) is { } value)
        {
            return value;
        }

        problems.Add($"{key} is '{text}'; it must be true or false (also 1, 0, yes, no).");
        return true;
    }
}
