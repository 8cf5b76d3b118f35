using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>The action grid: 5 sizes, 7 leverages and 3 exit plans make 105 actions. Indices are those of the stored table.</summary>
public static class SizingActions
{
    public const int Count = 5 * 7 * 3;

    // The smallest is 10 USD of 8,000 USD.
    private static readonly decimal[] Sizes = [0.00125m, 0.1m, 0.25m, 0.5m, 1.0m];
    private static readonly decimal[] Leverages = [3m, 5m, 8m, 12m, 18m, 25m, 35m];
    private static readonly SizingAction[] Grid = [.. from size in Sizes from leverage in Leverages from plan in ExitPlan.All select ActionOf(size, leverage, plan)];
    private static readonly Dictionary<string, int> Indices = Grid.Select((action, index) => (action.Key, index)).ToDictionary(a => a.Key, a => a.index, StringComparer.Ordinal);

    public static IReadOnlyList<SizingAction> All => Grid;

    public static SizingAction At(int index) => Grid[index];

    /// <summary>False for a key that no cell has, the empty one included.</summary>
    public static bool TryIndexOf(string? key, out int index)
    {
        index = -1;
        return key is not null && Indices.TryGetValue(key, out index);
    }

    private static SizingAction ActionOf(decimal size, decimal leverage, ExitPlan plan) =>
        new(new Fraction(size), new Leverage(leverage), plan, string.Create(CultureInfo.InvariantCulture, $"size_{size:0.00}|lev_{leverage:0.0}|tpsl_{plan.Name}"));
}
