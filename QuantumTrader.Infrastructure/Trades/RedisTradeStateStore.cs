using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// Trade states in Redis: a hash for each trade and indexes of those that are open and closed, all written by one script that
/// compares first. A write of a leader of old throws <see cref="TradeStoreFencedException"/>. Every write may be repeated after a
/// time-out: it counts once. Any number of calls may be under way at once; they share one connection.
/// </summary>
/// <param name="link">The connection, and the account's keys.</param>
/// <param name="lease">Its epoch goes with every write.</param>
/// <param name="journalId">The journal that this process's sequences count in; never empty.</param>
public sealed class RedisTradeStateStore(RedisLink link, ILease lease, string journalId) : ITradeStateStore
{
    /// <summary>A trade that is over is kept for as long.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    // One answer of the server stays small; longer lists are asked for in pieces.
    private const int PageMax = 500;

    private readonly string _journalId = journalId is { Length: > 0 } ? journalId : throw new ArgumentException("The shared trade store needs the journal's id.", nameof(journalId));
    private readonly RedisTradeReader _reader = new(link.Keys, journalId);

    private RedisKeys Keys => link.Keys;

    public async Task SaveAsync(TradeState trade, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (trade.JournalId.Length > 0 && trade.JournalId != _journalId)
        {
            throw new TradeStoreUnavailableException($"Trade {trade.TradeId} counts in journal {trade.JournalId} and cannot be saved by the writer of {_journalId}: its sequence {trade.LastSequence} means nothing there. Merge the shared trades first.");
        }

        await RunAsync(RedisTradeScripts.Save, $"save trade {trade.TradeId}", SaveKeys(Keys, trade), SaveValues(trade, lease.Epoch, _journalId), stopping);
    }

    public async Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping)
    {
        var answer = await RunAsync(RedisTradeScripts.Get, $"read trade {id}", [Keys.Epoch, Keys.Trade(id.Value)], [Keys.Trade(""), id.Value], stopping);
        return _reader.ReadOne(answer[0]);
    }

    public async Task<bool> DeleteAsync(TradeId id, CancellationToken stopping)
    {
        var answer = await RunAsync(
            RedisTradeScripts.Delete, $"delete trade {id}",
            [Keys.Epoch, Keys.Trade(id.Value), Keys.TradesOpen, Keys.TradesClosed], [lease.Epoch, id.Value, Keys.TradesOf("")], stopping);
        return (long)answer[0] > 0;
    }

    public async Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping)
    {
        RedisKey[] keys = symbol is { } one ? [Keys.Epoch, Keys.TradesOpen, Keys.TradesOf(one.Value)] : [Keys.Epoch, Keys.TradesOpen];
        var answer = await RunAsync(RedisTradeScripts.ListOpen, "list the open trades", keys, [Keys.Trade("")], stopping);
        return [.. _reader.ReadAll(answer, Keys.TradesOpen).OrderBy(t => t.LastSequence).ThenBy(t => t.TradeId.Value, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var found = new List<TradeState>(Math.Min(take, PageMax));
        while (found.Count < take)
        {
            var size = Math.Min(PageMax, take - found.Count);
            var answer = await RunAsync(
                RedisTradeScripts.ListClosed, "list the closed trades", [Keys.Epoch, Keys.TradesClosed],
                [Keys.Trade(""), skip + found.Count, size, (long)Retention.TotalMilliseconds], stopping);
            found.AddRange(_reader.ReadAll(answer, Keys.TradesClosed));
            if (answer.Count < size)
            {
                break;
            }
        }

        return found;
    }

    public async Task<long> GetCheckpointAsync(CancellationToken stopping)
    {
        var answer = await RunAsync(RedisTradeScripts.GetCheckpoint, "read the checkpoint", [Keys.Epoch, Keys.TradesCheckpoint], [_journalId], stopping);
        return (long)answer[0];
    }

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping) => RunAsync(
        RedisTradeScripts.SetCheckpoint, "write the checkpoint", [Keys.Epoch, Keys.TradesCheckpoint], [lease.Epoch, _journalId, sequence], stopping);

    internal static RedisKey[] SaveKeys(RedisKeys keys, TradeState trade) =>
        [keys.Epoch, keys.Trade(trade.TradeId.Value), keys.TradesOpen, keys.TradesOf(trade.Symbol.Value), keys.TradesClosed];

    internal static RedisValue[] SaveValues(TradeState trade, long epoch, string journalId)
    {
        var closedAt = trade.IsOver ? (trade.ClosedAtUtc ?? trade.PlannedAtUtc).ToUnixTimeMilliseconds() : RedisValue.EmptyString;
        return
        [
            epoch, journalId, trade.LastSequence, trade.TradeId.Value, closedAt, (long)Retention.TotalMilliseconds, trade.Symbol.Value,
            trade.Phase.ToString(), trade.Version, TradeStateJson.WriteUtf8(trade),
        ];
    }

    /// <summary>A call that was sent is waited for, up to the link's time-out: to give up earlier would not undo it.</summary>
    private async Task<StoreAnswer> RunAsync(StoreScript script, string what, RedisKey[] keys, RedisValue[] values, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        StoreAnswer answer;
        try
        {
            answer = await script.RunAsync(link, keys, values);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            throw new TradeStoreUnavailableException($"The shared trade store could not {what}: {link.Describe(e)}", e);
        }

        return answer.Word switch
        {
            "OK" or "OLDER" => answer,
            "EMPTY" => throw Refusal(script, what, $"it has no {Keys.Epoch}: nobody ever led here, or it was emptied. The lease writes it."),
            "FENCED" => throw new TradeStoreFencedException($"The shared trade store did not {what}: epoch {answer.Text(0)} writes it now, and this process has {lease.Epoch}."),
            _ => throw _reader.Damaged(answer.Text(0)),
        };
    }

    /// <summary>Without an epoch nobody may write, and what is read proves nothing.</summary>
    private static TradeStoreUnavailableException Refusal(StoreScript script, string what, string why) =>
        script == RedisTradeScripts.Save || script == RedisTradeScripts.Delete || script == RedisTradeScripts.SetCheckpoint
            ? new TradeStoreFencedException($"The shared trade store did not {what}: {why}")
            : new TradeStoreUnavailableException($"The shared trade store could not {what}: {why}");
}
