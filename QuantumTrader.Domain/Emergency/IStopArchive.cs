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
}
