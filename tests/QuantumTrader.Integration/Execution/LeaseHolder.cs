using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution;

/// <summary>One process that asks for the lease, as far as the store can tell.</summary>
internal sealed class LeaseHolder(RedisLink link, RedisLease lease) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public RedisLink Link { get; } = link;

    public RedisLease Lease { get; } = lease;

    public LeaseHolder Run()
    {
        _running = Lease.RunAsync(_stop.Token);
        return this;
    }

    public Task UntilAsync(LeaseState state) => Poll.UntilAsync(() => Lease.State == state, LeaseServer.Limit, $"the lease is {state}; it is {Lease.State}, {Lease.Cause}");

    /// <summary>As a kill does: nothing is given back.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Lease.Dispose();
        _stop.Dispose();
        await Link.DisposeAsync();
    }
}
