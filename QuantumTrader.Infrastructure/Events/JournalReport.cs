namespace QuantumTrader.Infrastructure.Events;

/// <summary>The result of reading a whole journal.</summary>
public sealed record JournalReport
{
    public required string Directory { get; init; }
    public int Segments { get; init; }

    /// <summary>Sound events, of known types or not.</summary>
    public long Events { get; init; }

    /// <summary>Sound events of types or schema versions that this program does not know.</summary>
    public long UnknownTypes { get; init; }

    public long FirstSequence { get; init; }
    public long LastSequence { get; init; }

    /// <summary>At most <see cref="FaultsMax"/>, in the order of the files; <see cref="FaultCount"/> has them all.</summary>
    public IReadOnlyList<JournalFault> Faults { get; init; } = [];

    public const int FaultsMax = 10_000;

    public long FaultCount { get; init; }

    /// <summary>Why nothing could be read at all; null when it could.</summary>
    public string? Unusable { get; init; }

    public bool IsDamaged { get; init; }

    /// <summary>0 sound (a torn tail is reported and is no damage), 1 damaged, 2 unusable.</summary>
    public int ExitCode => Unusable is not null ? 2 : IsDamaged ? 1 : 0;
}
