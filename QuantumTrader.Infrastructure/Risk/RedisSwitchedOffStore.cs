using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>What is switched off in Redis, for the process that leads next. Written whole by one script that compares the epoch first.</summary>
public sealed class RedisSwitchedOffStore(RedisLink link, ILease lease) : ISwitchedOffStore
{
    /// <summary>KEYS: epoch, switched-off. ARGV: epoch, entries.</summary>
    private static readonly StoreScript Replace = new("""
        local refused = fence(KEYS[1], ARGV[1])
        if refused then return refused end
        redis.call('HSET', KEYS[2], 'epoch', ARGV[1], 'entries', ARGV[2])
        return {'OK'}
        """);

    public async Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        try
        {
            return SwitchedOffText.Read((string?)await link.Database.HashGetAsync(link.Keys.SwitchedOff, "entries") ?? "");
        }
        catch (Exception e) when (RedisLink.IsAway(e) || e is FormatException)
        {
            throw new SwitchedOffStoreUnavailableException($"What is switched off could not be read in {link.Keys.SwitchedOff}: {(e is FormatException ? e.Message : link.Describe(e))}", e);
        }
    }

    public async Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        StoreAnswer answer;
        try
        {
            answer = await Replace.RunAsync(link, [link.Keys.Epoch, link.Keys.SwitchedOff], [lease.Epoch, SwitchedOffText.Of(all)]);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            throw new SwitchedOffStoreUnavailableException($"What is switched off could not be stored in {link.Keys.SwitchedOff}: {link.Describe(e)}", e);
        }

        if (answer.Word != "OK")
        {
            throw new SwitchedOffStoreUnavailableException($"What is switched off was not stored in {link.Keys.SwitchedOff}: another process leads, or nobody does ({answer.Word} {answer.Text(0)}, this process has epoch {lease.Epoch}).");
        }
    }
}
