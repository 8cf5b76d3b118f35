namespace QuantumTrader.Infrastructure.Events;

public enum LineVerdict
{
    Ok,

    /// <summary>Sound, but of a type or a schema version that this program does not know.</summary>
    UnknownType,

    BadChecksum,

    /// <summary>The checksum fits and the content does not: written by another program.</summary>
    Malformed,
}
