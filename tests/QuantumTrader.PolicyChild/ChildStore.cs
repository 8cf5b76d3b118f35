using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.PolicyChild;

/// <summary>A store of the policy as this process opened it.</summary>
internal sealed class ChildStore(IPolicyStore policy, RedisLink? link) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLook = TimeSpan.FromMilliseconds(20);

    public IPolicyStore Policy { get; } = policy;

    public IPolicyChanges? Changes { get; } = link is null ? null : new RedisPolicyChanges(link);

    public static async Task<ChildStore> OpenAsync(string where, string account)
    {
        var kind = where[..where.IndexOf(':', StringComparison.Ordinal)];
        var place = where[(kind.Length + 1)..];
        if (kind == "sqlite")
        {
            return new(new SqlitePolicyStore(place, new PolicyOptions().BusyTimeout), null);
        }

        var options = new RedisOptions { ConnectionString = place, Account = account, CommandTimeout = TimeSpan.FromSeconds(5) };
        var link = await RedisLink.OpenAsync(options, TimeProvider.System);
        while (!link.Connection.IsConnected) // opening only begins to connect
        {
            await Task.Delay(ConnectLook, TimeProvider.System);
        }

        return new(new RedisPolicyStore(link, new StandingLease(epoch: 5)), link);
    }

    public async ValueTask DisposeAsync()
    {
        (Policy as IDisposable)?.Dispose();
        if (link is not null)
        {
            await link.DisposeAsync();
        }
    }
}
