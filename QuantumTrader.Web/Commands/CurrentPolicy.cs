using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary>The policy of a data directory, for a replay: its limits and mode, but neither its stop nor its pause, under which nothing would trade.</summary>
internal static class CurrentPolicy
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="PolicyUnavailableException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">The copy of the shared policy is damaged.</exception>
    public static async Task<TradingPolicy?> ReadAsync(IConfiguration configuration, string directory) =>
        await StoredAsync(configuration, directory) is { } policy
            ? policy with
            {
                EmergencyMode = false,
                AllowNewTrades = true,
                EmergencyReason = null,
                EmergencyActivatedAtUtc = null,
                EmergencyTrigger = null,
                EmergencyId = null,
                NewTradesBeforeEmergency = null,
            }
            : null;

    private static async Task<TradingPolicy?> StoredAsync(IConfiguration configuration, string directory)
    {
        if (StoreChoice.IsRedis(configuration))
        {
            return new PolicyCopyFile(directory).Read()?.Policy; // as this host saw it last
        }

        var database = Path.Combine(directory, "engine.db");
        if (!File.Exists(database))
        {
            return null;
        }

        using var store = new SqlitePolicyStore(database, Patience);
        return await store.ReadAsync(CancellationToken.None);
    }
}
