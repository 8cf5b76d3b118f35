namespace QuantumTrader.Infrastructure.Execution;

/// <summary>Where the lease is kept. Each call is atomic there; one that throws may have been carried out or not.</summary>
internal interface ILeaseStore
{
    Task<LeaseAnswer> TakeAsync(LeaseAsk ask);

    /// <summary>Gives the lease back if it is still held by this holder under this epoch.</summary>
    /// <param name="isSettled">The holder before this one can no longer act, so that the next one need not wait for anybody.</param>
    Task ReleaseAsync(string holderId, long epoch, bool isSettled);
}

/// <param name="Holder">Who asks.</param>
/// <param name="Duration">From the moment at which the store carries it out.</param>
/// <param name="OwnEpoch">What is held and to be kept; 0 asks for the lease under a new epoch.</param>
/// <param name="SeenEpoch">The highest that the asking process knows of; a new one is above it.</param>
internal readonly record struct LeaseAsk(LeaseIdentity Holder, TimeSpan Duration, long OwnEpoch, long SeenEpoch);

/// <param name="Kind">What the store did.</param>
/// <param name="Epoch">Kept or taken: the epoch that is held now. Otherwise the highest that the store knows.</param>
/// <param name="EpochBefore">The highest that the store knew before.</param>
/// <param name="IsCleanHandOver">The last holder gave the lease back, and had nobody to wait for itself.</param>
/// <param name="ServerRun">Another word after each start of the store, which may have lost its last writes then; empty when it does not say.</param>
/// <param name="OtherHolder">Who holds it, when another does.</param>
/// <param name="OtherLeft">For how long the other one's lease still runs.</param>
internal readonly record struct LeaseAnswer(
    LeaseAnswerKind Kind, long Epoch, long EpochBefore, bool IsCleanHandOver, string ServerRun, string OtherHolder, TimeSpan OtherLeft);

internal enum LeaseAnswerKind
{
    /// <summary>Another process holds it.</summary>
    Other,

    /// <summary>Nobody holds it now, but it was given out under a later epoch since.</summary>
    Passed,

    /// <summary>Held on under the same epoch.</summary>
    Kept,

    /// <summary>Held under a new epoch.</summary>
    Taken,
}
