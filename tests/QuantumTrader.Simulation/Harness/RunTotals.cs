namespace QuantumTrader.Simulation.Harness;

/// <summary>Sums over many seeds.</summary>
public sealed class RunTotals
{
    public Counts Counts { get; } = new();

    public Counts Evaluated { get; } = new();

    public long Seeds { get; private set; }

    public long this[string name] => Counts[name];

    /// <summary>The slowest stop of a healed world, and its seed.</summary>
    public (TimeSpan Took, ulong Seed)? SlowestHealed { get; private set; }

    public void Add(ulong seed, SimulationReport report)
    {
        Seeds++;
        Counts.Add(report.Counts);
        Evaluated.Add(report.Evaluated);
        foreach (var (name, times) in new[]
        {
            ("total: events", report.Events), ("total: entries sent", report.EntriesSent), ("total: trades closed", report.TradesClosed), ("total: stops", report.Stops), ("total: resets", report.Resets),
            ("total: crashes", report.Crashes), ("total: faults at the venue", report.FaultsInjected), ("total: orders that reduced positions while the shared store was away", report.ReducedWhileAway),
        })
        {
            Counts.Add(name, times);
        }

        if (report.HealedToFlat is { } took && !(SlowestHealed?.Took >= took))
        {
            SlowestHealed = (took, seed);
        }
    }
}
