using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>What people may look at and try about the emergency stop, beside stopping and resetting. Not while the engine starts: <see cref="InvalidOperationException"/>.</summary>
public interface IStopActions
{
    /// <summary>The stop, its run with receipts, and what is kept of earlier ones.</summary>
    Task<StopPicture> LookAsync(CancellationToken stopping);

    /// <summary>What a stop would do now. Only asks the venue.</summary>
    Task<PreviewReceipt> PreviewAsync(CancellationToken stopping);

    /// <summary>The whole run on a copy of the account; refused while a stop or another drill is on.</summary>
    Task<DrillReceipt> DrillAsync(string by, CancellationToken stopping);

    /// <summary>Null when there is no certificate of it. Also while the engine starts. Throws <see cref="InvalidDataException"/> and <see cref="IOException"/>.</summary>
    KeptRun? ReadRun(string run);

    Task<AnnulReceipt> AnnulAsync(AnnulRequest request, CancellationToken stopping);
}

/// <param name="Preview">Null when it was refused.</param>
/// <param name="Refusal">Why not, in words for the operator.</param>
public sealed record PreviewReceipt(StopPreview? Preview, string? Refusal);

/// <param name="Report">Null when it was refused.</param>
/// <param name="Refusal">Why not, in words for the operator.</param>
public sealed record DrillReceipt(DrillReport? Report, string? Refusal);

/// <summary>The stop at one moment, complete.</summary>
/// <param name="Run">The run that is on or was the last; null while there was none in this process.</param>
/// <param name="LastRuns">Those that are over, newest first.</param>
/// <param name="CoolDownUntilUtc">Until when it cannot be reset; null when it can, as far as that goes.</param>
public sealed record StopPicture(
    DateTimeOffset AtUtc,
    EmergencyStatus Status,
    string? Run,
    RunTimes? Times,
    IReadOnlyList<RunReceipt> Receipts,
    IReadOnlyList<RunReading> Readings,
    ReEntryState? ReEntry,
    IReadOnlyList<RunSummary> LastRuns,
    DrillReport? LastDrill,
    bool IsDrillDue,
    DateTimeOffset? CoolDownUntilUtc);
