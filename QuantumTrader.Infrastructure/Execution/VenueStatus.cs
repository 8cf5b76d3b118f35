namespace QuantumTrader.Infrastructure.Execution;

/// <summary>A venue beyond this machine as its operators see it; immutable.</summary>
public sealed record VenueStatus
{
    public required string Name { get; init; }

    /// <summary>Of the last answered request, there and back; null before the first.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>The venue's clock less ours; null before it was asked.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>Request weight used within the minute, by the venue's own count where it gives one.</summary>
    public int WeightUsed { get; init; }

    /// <summary>What the venue allows in a minute.</summary>
    public int WeightMax { get; init; }

    /// <summary>Orders sent within the minute.</summary>
    public int OrdersUsed { get; init; }

    /// <summary>What the venue allows in a minute.</summary>
    public int OrdersMax { get; init; }

    /// <summary>Until when the venue takes no request from us; null: it does.</summary>
    public DateTimeOffset? BannedUntilUtc { get; init; }

    /// <summary>It is a ban of this address, not a pause of seconds or minutes.</summary>
    public bool IsBanned { get; init; }

    /// <summary>What the venue said last of the key, the account or the mode that forbids trading; null: nothing of late.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why nothing new may be opened there, as every entry is told; null when it may.</summary>
    public string? Objection { get; init; }

    /// <summary>The first symbol whose regular orders the venue would cancel for our silence, and when; null: none.</summary>
    public DateTimeOffset? DeadManAtUtc { get; init; }

    public IReadOnlyList<VenueStreamStatus> Streams { get; init; } = [];
}
