using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration;

/// <summary>A test on the real market data beside the project; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (Repository.SharedMarketData is null)
        {
            Skip = "No ../shared/data/market beside the project.";
        }
    }
}
