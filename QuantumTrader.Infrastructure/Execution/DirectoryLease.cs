using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>The lease of an engine that shares nothing: whoever holds the data directory holds the account, until the process ends.</summary>
public sealed class DirectoryLease(DataDirectoryLease directory) : ILease
{
    public LeaseState State => LeaseState.Held;

    public TimeSpan Left => TimeSpan.MaxValue;

    public long Epoch => directory.Epoch;

    public string Holder { get; } = LeaseIdentity.TextOf("");

    public string? Cause => null;
}
