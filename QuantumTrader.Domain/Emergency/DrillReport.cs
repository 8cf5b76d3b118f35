namespace QuantumTrader.Domain.Emergency;

/// <summary>How the emergency stop did on a copy of the account.</summary>
public sealed record DrillReport
{
    public required Guid DrillId { get; init; }
    public required DateTimeOffset AtUtc { get; init; }
    public required string AskedBy { get; init; }

    /// <summary>Flat and FlatExceptDust are a drill that went well.</summary>
    public required EmergencyRunState Outcome { get; init; }

    /// <summary>What was copied.</summary>
    public required int Positions { get; init; }

    /// <inheritdoc cref="Positions"/>
    public required int Orders { get; init; }

    /// <summary>What the copy would not take, such as a position in a symbol without rules.</summary>
    public required int NotCopied { get; init; }

    /// <summary>From the activation; null: it did not come so far.</summary>
    public TimeSpan? GateClosedAfter { get; init; }

    /// <inheritdoc cref="GateClosedAfter"/>
    public TimeSpan? DurableAfter { get; init; }

    /// <inheritdoc cref="GateClosedAfter"/>
    public TimeSpan? FirstOrderAfter { get; init; }

    /// <summary>Every position had its first close sent; protective orders follow once their position reads zero.</summary>
    public TimeSpan? AllSentAfter { get; init; }

    /// <inheritdoc cref="GateClosedAfter"/>
    public TimeSpan? FlatAfter { get; init; }

    public required int Receipts { get; init; }

    /// <summary>What went wrong; empty when nothing did.</summary>
    public string Detail { get; init; } = "";

    public bool WentWell => Outcome is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust;
}
