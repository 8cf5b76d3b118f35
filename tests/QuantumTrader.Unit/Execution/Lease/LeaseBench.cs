using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Lease;

/// <summary>Leases of ten seconds on one store; two processes have a clock each.</summary>
internal sealed class LeaseBench : IDisposable
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();
    private int _processes;

    public LeaseBench() => Store = new(Time);

    public LeaseTime Time { get; } = new();

    public FakeLeaseStore Store { get; }

    public string DirectoryOf(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    /// <param name="directory">A process on the same directory starts after the last one there ended.</param>
    public RedisLease Open(string directory = "a") => new(
        Store, EpochFile.Open(DirectoryOf(directory)), LeaseIdentity.Of(directory, new Guid(++_processes, 0, 0, new byte[8])), Duration, Time, null);

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose() => _folder.Dispose();
}
