using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>A lease that cannot run out, for what no other process can reach: replays and simulated venues.</summary>
public sealed class StandingLease(long epoch = 1) : ILease
{
    public LeaseState State => LeaseState.Held;

    public TimeSpan Left => TimeSpan.MaxValue;

    public long Epoch { get; } = epoch;

    public string Holder => "this process";

    public string? Cause => null;
}
