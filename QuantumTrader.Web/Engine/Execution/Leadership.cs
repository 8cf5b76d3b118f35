using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// What this process may do at the venue, at this instant: the lease says who may trade the account, and entries need besides that
/// what the last holder left was taken over under the lease's own epoch.
/// </summary>
public sealed class Leadership(ILease lease)
{
    public ILease Lease => lease;

    /// <summary>Under which everything was taken over; 0 before the first time and after another process was seen to lead.</summary>
    public long Epoch { get; private set; }

    /// <summary>The last epoch that was led under, also after it ended; 0 before the first.</summary>
    public long LastEpoch { get; private set; }

    /// <summary>Proved, and taken over.</summary>
    public bool MayEnter => MayCancel && HasTakenOver;

    /// <summary>The lease that is held now is the one that was taken over under.</summary>
    public bool HasTakenOver => Epoch > 0 && Epoch == lease.Epoch;

    public bool MayCancel => lease.State == LeaseState.Held;

    /// <summary>Reduce-only orders of the own trades: nobody else is known to look after them.</summary>
    public bool MayReduce => lease.State is LeaseState.Held or LeaseState.Unproven;

    public EngineRole Role => MayEnter ? EngineRole.Leader : EngineRole.Standby;

    /// <summary>What this process does; the engine's own doing, while the members above are read from the lease at each instant.</summary>
    public EngineDuty Duty { get; private set; }

    /// <summary>True while this process looks after trades: it leads, or nobody answers.</summary>
    public bool IsOnDuty => Duty is EngineDuty.Leading or EngineDuty.Alone;

    /// <summary>The lease is still, or again, the one of this epoch.</summary>
    public bool Holds(long epoch) => lease.State == LeaseState.Held && lease.Epoch == epoch;

    public void Lead(long epoch) => (Duty, Epoch, LastEpoch) = (EngineDuty.Leading, epoch, epoch);

    public void StandBy() => (Duty, Epoch) = (EngineDuty.StandingBy, 0);

    public void GoOnAlone() => (Duty, Epoch) = (EngineDuty.Alone, 0);
}
