namespace QuantumTrader.FakeVenue;

/// <summary>One API key: whose account it opens and what it may do. Several keys may name one account.</summary>
public sealed record VenueKey(string ApiKey, string Secret, string AccountId)
{
    /// <summary>The key of a venue that was given none.</summary>
    public static VenueKey Default { get; } = new("fake-venue-key", "fake-venue-secret", "main");

    public bool EnableReading { get; init; } = true;

    public bool EnableFutures { get; init; } = true;

    public bool EnableWithdrawals { get; init; }

    public bool IpRestrict { get; init; } = true;

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long CreateTimeMs { get; init; } = 1_700_000_000_000;
}
