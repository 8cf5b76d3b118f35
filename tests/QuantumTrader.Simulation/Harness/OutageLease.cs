using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Simulation.Harness;

/// <summary>The lease of an engine that has no rival: held, and not proved while the store that keeps it is away.</summary>
internal sealed class OutageLease(long epoch, Func<bool> isAway) : ILease
{
    public LeaseState State => isAway() ? LeaseState.Unproven : LeaseState.Held;

    public TimeSpan Left => isAway() ? TimeSpan.Zero : TimeSpan.MaxValue;

    public long Epoch { get; } = epoch;

    public string Holder => "this process";

    public string? Cause => isAway() ? "The simulated store is away." : null;
}
