using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Trades;

/// <summary>A lease that the test gives and takes.</summary>
internal sealed class FakeLease(long epoch = 1) : ILease
{
    public LeaseState State => LeaseState.Held;

    public TimeSpan Left => TimeSpan.MaxValue;

    /// <summary>Called whenever the epoch is asked for, which is right before a write.</summary>
    public Action? OnEpoch { get; set; }

    public long Epoch
    {
        get
        {
            OnEpoch?.Invoke();
            return field;
        }

        set;
    } = epoch;

    public string Holder => "test";

    public string? Cause => null;
}
