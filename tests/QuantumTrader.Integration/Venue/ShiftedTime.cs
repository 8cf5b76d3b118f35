namespace QuantumTrader.Integration.Venue;

/// <summary>Another's clock, so much ahead.</summary>
public sealed class ShiftedTime(TimeProvider time, TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + ahead;
}
