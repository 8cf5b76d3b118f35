using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Trades;

/// <summary>A lease that the test gives and takes.</summary>
internal sealed class FakeLease(long epoch = 1) : ILease
{
    public LeaseState State => Epoch > 0 ? LeaseState.Held : LeaseState.Lost;

    public TimeSpan Left => Epoch > 0 ? TimeSpan.MaxValue : TimeSpan.Zero;

    public long Epoch { get; set; } = epoch;

    public string Holder => "test";

    public string? Cause => null;
}
