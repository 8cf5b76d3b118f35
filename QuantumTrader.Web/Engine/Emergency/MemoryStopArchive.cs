using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The archive of a replay, drill or simulation: durable as long as the object lives, so that a simulated crash keeps it.</summary>
public sealed class MemoryStopArchive : IStopArchive
{
    // All bounded by the stops of one replay; entries by what its runs did.
    private readonly Dictionary<string, List<RunEntry>> _runs = [];
    private readonly List<StopCertificate> _certificates = [];
    private readonly Dictionary<string, StopAnnulment> _annulments = [];
    private ReEntryState? _reEntry;
    private DrillReport? _drill;

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

    public IReadOnlyList<string> RunsWithoutCertificate() => [.. _runs.Keys.Where(r => ReadCertificate(r) is null).Order(StringComparer.Ordinal)];

    public Task WriteCertificateAsync(StopCertificate certificate)
    {
        _certificates.RemoveAll(c => c.Run == certificate.Run);
        _certificates.Add(certificate);
        return Task.CompletedTask;
    }

    public StopCertificate? ReadCertificate(string run) => _certificates.Find(c => c.Run == run);

    public IReadOnlyList<RunSummary> LastRuns(int take) => [.. Enumerable.Reverse(_certificates).Take(take).Select(c => RunSummary.Of(c, _annulments.ContainsKey(c.Run)))];

    public Task AnnulAsync(StopAnnulment annulment)
    {
        _annulments[annulment.Run] = annulment;
        return Task.CompletedTask;
    }

    public StopAnnulment? ReadAnnulment(string run) => _annulments.GetValueOrDefault(run);

    public Task SaveReEntryAsync(ReEntryState? state)
    {
        _reEntry = state;
        return Task.CompletedTask;
    }

    public ReEntryState? ReadReEntry() => _reEntry;

    public Task SaveDrillAsync(DrillReport report)
    {
        _drill = report;
        return Task.CompletedTask;
    }

    public DrillReport? LastDrill() => _drill;
}
