namespace QuantumTrader.Domain.Emergency;

/// <summary>
/// What is kept of stops beside the latch: the record of each run, its certificate, annulments, drills, and how far trading has come
/// back. What an awaited write ended with is on disk; failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public interface IStopArchive
{
    /// <summary>Adds to the record of a run. One call at a time; the later wins where two entries have one number.</summary>
    Task AppendAsync(string run, IReadOnlyList<RunEntry> entries);

    /// <summary>Empty when there is no record; a torn or damaged line is left out.</summary>
    IReadOnlyList<RunEntry> ReadRun(string run);

    /// <summary>The names of runs that have a record and no certificate, in one order.</summary>
    IReadOnlyList<string> RunsWithoutCertificate();

    Task WriteCertificateAsync(StopCertificate certificate);

    /// <summary>Null when there is none; <see cref="InvalidDataException"/> when there is something else in its place.</summary>
    StopCertificate? ReadCertificate(string run);

    /// <summary>Newest first, unreadable ones left out.</summary>
    IReadOnlyList<RunSummary> LastRuns(int take);

    Task AnnulAsync(StopAnnulment annulment);

    /// <summary>Null when the run was not annulled.</summary>
    StopAnnulment? ReadAnnulment(string run);

    /// <summary>Null forgets it: no reset is on its way back.</summary>
    Task SaveReEntryAsync(ReEntryState? state);

    /// <summary>Null when trading is not on its way back; <see cref="InvalidDataException"/> when nobody can tell.</summary>
    ReEntryState? ReadReEntry();

    Task SaveDrillAsync(DrillReport report);

    /// <summary>Null when there was none, or it cannot be read: then a drill is due.</summary>
    DrillReport? LastDrill();
}
