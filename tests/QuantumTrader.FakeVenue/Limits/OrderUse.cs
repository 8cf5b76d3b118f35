namespace QuantumTrader.FakeVenue;

/// <summary>How many orders an account has sent in the running 10 s and minute.</summary>
public sealed class OrderUse
{
    public CountWindow Per10S { get; } = new(10_000);

    public CountWindow PerMinute { get; } = new(60_000);

    public void Roll(long nowMs)
    {
        Per10S.Roll(nowMs);
        PerMinute.Roll(nowMs);
    }
}
