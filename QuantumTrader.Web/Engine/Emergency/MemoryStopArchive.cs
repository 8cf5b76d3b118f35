using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The archive of a replay, drill or simulation: durable as long as the object lives, so that a simulated crash keeps it.</summary>
public sealed class MemoryStopArchive : IStopArchive
{
    private readonly Dictionary<string, List<RunEntry>> _runs = []; // bounded by the stops of one replay

    public Task AppendAsync(string run, IReadOnlyList<RunEntry> entries)
    {
        if (!_runs.TryGetValue(run, out var kept))
        {
            _runs[run] = kept = [];
        }

        kept.AddRange(entries);
        return Task.CompletedTask;
    }

    public IReadOnlyList<RunEntry> ReadRun(string run) => _runs.TryGetValue(run, out var kept) ? [.. kept] : [];
}
