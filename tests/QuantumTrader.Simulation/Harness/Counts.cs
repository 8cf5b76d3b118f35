namespace QuantumTrader.Simulation.Harness;

/// <summary>How often what happened, by names of the form "group: what"; sums only.</summary>
public sealed class Counts
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal); // bounded by the names in the program

    public long this[string name] => _counts.GetValueOrDefault(name);

    public void Add(string name, long times = 1) => _counts[name] = _counts.GetValueOrDefault(name) + times;

    public void Add(Counts other)
    {
        foreach (var (name, times) in other._counts)
        {
            Add(name, times);
        }
    }

    /// <summary>Of one group, without its name, the most frequent first.</summary>
    public IReadOnlyList<(string What, long Times)> Of(string group) =>
    [
        .. _counts.Where(c => c.Key.StartsWith(group + ": ", StringComparison.Ordinal))
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => (c.Key[(group.Length + 2)..], c.Value)),
    ];

    /// <summary>Everything, by name.</summary>
    public IReadOnlyList<(string What, long Times)> All => [.. _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))];

    public long SumOf(string group) => Of(group).Sum(c => c.Times);
}
