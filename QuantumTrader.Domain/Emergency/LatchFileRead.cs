namespace QuantumTrader.Domain.Emergency;

/// <summary>What the latch file says.</summary>
public abstract record LatchFileRead
{
    private LatchFileRead()
    {
    }

    /// <summary>There is no file: a first start, or somebody deleted it.</summary>
    public sealed record Absent : LatchFileRead;

    /// <summary>The file says that no emergency holds.</summary>
    public sealed record Clear : LatchFileRead;

    public sealed record Latched(EmergencyRecord Record) : LatchFileRead;

    /// <summary>There is something, and it cannot be read.</summary>
    public sealed record Unreadable(string Cause) : LatchFileRead;
}
