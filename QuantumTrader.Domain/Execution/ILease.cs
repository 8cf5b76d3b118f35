namespace QuantumTrader.Domain.Execution;

/// <summary>The right to trade one account. Read on every decision: each member answers at once, for this instant, from any thread.</summary>
public interface ILease
{
    LeaseState State { get; }

    /// <summary>How long the lease is surely held; zero unless <see cref="LeaseState.Held"/>, <see cref="TimeSpan.MaxValue"/> when it cannot run out.</summary>
    TimeSpan Left { get; }

    /// <summary>Grows with every holder and never goes back; 0 before this process ever held the lease. It is kept when the lease is lost.</summary>
    long Epoch { get; }

    /// <summary>Who holds the lease as far as is known, in words for people; empty when unknown.</summary>
    string Holder { get; }

    /// <summary>Why the state is not Held; null when it is.</summary>
    string? Cause { get; }
}
