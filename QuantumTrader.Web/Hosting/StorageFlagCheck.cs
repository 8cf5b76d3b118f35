using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Configuration;

namespace QuantumTrader.Web.Hosting;

/// <summary>All that is wrong with the storage flags.</summary>
public static class StorageFlagCheck
{
    /// <summary>One line for each contradiction, naming its key; empty when the app can start on them.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration)
    {
        var flags = StorageFlags.Read(configuration, out var unreadable);
        var problems = new List<string>(unreadable);
        problems.AddRange(StorageFlagRules.FixedProblems(configuration));
        var allowInLive = StorageFlagRules.ReadAllowInLive(configuration, out var problem);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        problems.AddRange(StorageFlagRules.Problems(flags, configuration["Store:Provider"] ?? "Embedded", EnvironmentOf(configuration), allowInLive));
        return problems;
    }

    /// <summary>Without an environment it is paper; what is none is reported by the exchange's own check, and taken for real money here.</summary>
    private static TradingEnvironment EnvironmentOf(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration["Exchange:Environment"]) ? TradingEnvironment.Paper
        : Enum.TryParse<TradingEnvironment>(configuration["Exchange:Environment"], ignoreCase: true, out var environment) ? environment
        : TradingEnvironment.Live;
}
