namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>What came of checking a stop certificate.</summary>
/// <param name="Run">The run that was asked for.</param>
public sealed record StopVerdict(string Run)
{
    /// <summary>The file.</summary>
    public string? File { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>The journal that was compared, where it is not the data directory's own: a fresh start moved it aside.</summary>
    public string? OlderJournal { get; init; }

    /// <summary>Receipts in it.</summary>
    public int Receipts { get; init; }

    /// <summary>Closes that were found in the journal.</summary>
    public int ClosesCompared { get; init; }

    /// <summary>The audit record of who stopped was found; false also where no person did.</summary>
    public bool IsInAudit { get; init; }

    /// <summary>The run was annulled by a person.</summary>
    public string? AnnulledBy { get; init; }

    /// <summary>The first thing that does not agree, naming where; null when all does.</summary>
    public string? Difference { get; init; }

    /// <summary>Why nothing is known; null when something is.</summary>
    public string? Unusable { get; init; }

    /// <summary>sound, different or unusable.</summary>
    public string Result => Unusable is not null ? "unusable" : Difference is not null ? "different" : "sound";

    public bool IsSound => Difference is null && Unusable is null;
}
