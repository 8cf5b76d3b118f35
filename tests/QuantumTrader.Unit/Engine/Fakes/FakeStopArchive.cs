using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>An archive in memory that can fail.</summary>
internal sealed class FakeStopArchive : IStopArchive
{
    private readonly MemoryStopArchive _kept = new();

    /// <summary>What each write fails with; null: it works.</summary>
    public Func<Exception>? Fault { get; set; }

    /// <summary>What each question about the way back fails with; null: it works.</summary>
    public Func<Exception>? ReadFault { get; set; }

    /// <summary>What each question about a run fails with; null: it works.</summary>
    public Func<Exception>? RunFault { get; set; }

    /// <summary>What the certificate of a run fails with; null: it is written.</summary>
    public Func<string, Exception?>? CertificateFault { get; set; }

    public Task AppendAsync(string run, IReadOnlyList<RunEntry> entries) => Write(() => _kept.AppendAsync(run, entries));

    public IReadOnlyList<RunEntry> ReadRun(string run) => RunFault is { } fault ? throw fault() : _kept.ReadRun(run);

    public IReadOnlyList<string> RunsWithoutCertificate() => _kept.RunsWithoutCertificate();

    public Task WriteCertificateAsync(StopCertificate certificate) =>
        CertificateFault?.Invoke(certificate.Run) is { } fault ? Task.FromException(fault) : Write(() => _kept.WriteCertificateAsync(certificate));

    public StopCertificate? ReadCertificate(string run) => _kept.ReadCertificate(run);

    public IReadOnlyList<RunSummary> LastRuns(int take) => _kept.LastRuns(take);

    public Task AnnulAsync(StopAnnulment annulment) => Write(() => _kept.AnnulAsync(annulment));

    public StopAnnulment? ReadAnnulment(string run) => _kept.ReadAnnulment(run);

    public Task SaveReEntryAsync(ReEntryState? state) => Write(() => _kept.SaveReEntryAsync(state));

    public ReEntryState? ReadReEntry() => ReadFault is { } fault ? throw fault() : _kept.ReadReEntry();

    public Task SaveDrillAsync(DrillReport report) => Write(() => _kept.SaveDrillAsync(report));

    public DrillReport? LastDrill() => _kept.LastDrill();

    private Task Write(Func<Task> write) => Fault is { } fault ? Task.FromException(fault()) : write();
}
