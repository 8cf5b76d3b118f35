namespace QuantumTrader.FakeVenue;

/// <summary>The limits that exchangeInfo announces and the venue enforces.</summary>
public sealed class RateLimitOptions
{
    /// <summary>REQUEST_WEIGHT per address and minute.</summary>
    public int WeightPerMinute { get; init; } = 2_400;

    /// <summary>ORDERS per account and 10 s.</summary>
    public int OrdersPer10S { get; init; } = 300;

    /// <summary>ORDERS per account and minute.</summary>
    public int OrdersPerMinute { get; init; } = 1_200;

    /// <summary>How many more requests a 429 is followed by before the address is banned.</summary>
    public int RefusalsUntilBan { get; init; } = 20;

    public TimeSpan Ban { get; init; } = TimeSpan.FromMinutes(2);
}
