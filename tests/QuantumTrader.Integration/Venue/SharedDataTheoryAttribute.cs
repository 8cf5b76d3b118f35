using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

/// <summary>A theory on the published example messages beside the project; skipped, with the reason, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (Repository.SharedMarketData is null)
        {
            Skip = "No ../shared/data beside the project.";
        }
    }
}
