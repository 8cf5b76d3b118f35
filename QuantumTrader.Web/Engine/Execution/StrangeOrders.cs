using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Orders of ours that rest at the venue and that no open trade knows: sent while the journal failed, or left behind by a
/// crash. A stop of a trade that is over would close the symbol's next position, so they go before anything trades. So do
/// entries that still rest from an earlier epoch, whoever knows them: nobody decides about them any more. Orders that people
/// placed by hand are left alone.
/// </summary>
public sealed class StrangeOrders(OrderExecutor executor, LimitedReader reader, TradeBook book, StrangerWatch watch, TimeProvider time, ILogger<StrangeOrders> log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SeenAgeMax = TimeSpan.FromSeconds(30); // twice as old as what the screen reads becomes
    private long _lookedAt;
    private HashSet<ClientOrderId> _seen = []; // bounded by the venue's open orders

    /// <summary>The last look found some; the next one cancels them.</summary>
    public bool SawSome => _seen.Count > 0;

    /// <summary>Repeats until the venue shows none; false when <paramref name="goesOn"/> said no before.</summary>
    public async Task<bool> CancelAllAsync(long epoch, Func<bool> goesOn)
    {
        for (var found = await FindAsync(epoch); found is not { Count: 0 }; found = await FindAsync(epoch))
        {
            foreach (var (symbol, id) in found ?? [])
            {
                log.StrangeOrder(symbol.Value, id.Value);
                await executor.CancelAsync(symbol, id);
            }

            await Task.Delay(Retry, time);
            if (!goesOn())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// One look while trading goes on: a process that could not prove its lease any more may have placed protection for what it took for
    /// its trades. What was strange the last time too, is canceled.
    /// </summary>
    /// <param name="epoch">The lease's.</param>
    /// <param name="asks">False: only at what somebody else here read, if it is new; both lists weigh more than a comparison may.</param>
    public async Task LookAsync(long epoch, bool asks = true)
    {
        IEnumerable<VenueOrder> orders = [];
        if (asks)
        {
            if (await ReadAsync() is { } read)
            {
                watch.LookAtOrders(orders = read, atOnce: false);
            }
        }
        else if (reader.OrdersSeen(SeenAgeMax) is { } seen && seen.AskedAt != _lookedAt)
        {
            _lookedAt = seen.AskedAt;
            watch.LookAtOrders(orders = seen.Orders, atOnce: false);
        }
        else
        {
            return;
        }

        var found = Strange(orders, epoch);
        foreach (var (symbol, id) in found.Where(f => _seen.Contains(f.Id)))
        {
            log.StrangeOrder(symbol.Value, id.Value);
            await executor.CancelAsync(symbol, id);
        }

        _seen = [.. found.Select(f => f.Id)];
    }

    /// <summary>Null when the venue could not be read.</summary>
    private async Task<List<(Symbol Symbol, ClientOrderId Id)>?> FindAsync(long epoch)
    {
        if (await ReadAsync() is not { } orders)
        {
            return null;
        }

        watch.LookAtOrders(orders, atOnce: true);
        return Strange(orders, epoch);
    }

    private async Task<IReadOnlyList<VenueOrder>?> ReadAsync()
    {
        var regular = await reader.GetOpenOrdersAsync(CancellationToken.None);
        var conditional = await reader.GetOpenConditionalOrdersAsync(CancellationToken.None);
        return regular.IsOk && conditional.IsOk ? [.. regular.Value, .. conditional.Value] : null;
    }

    private List<(Symbol Symbol, ClientOrderId Id)> Strange(IEnumerable<VenueOrder> orders, long epoch)
    {
        var strange = new List<(Symbol, ClientOrderId)>();
        foreach (var order in orders)
        {
            if (ClientOrderId.TryCreate(order.ClientOrderId, out var id) && IsStrange(id, epoch))
            {
                strange.Add((order.Symbol, id));
            }
        }

        return strange;
    }

    private bool IsStrange(ClientOrderId id, long epoch) =>
        ClientOrderIds.TryParse(id.Value, out var trade, out var purpose)
        && ((purpose == OrderPurpose.Entry && trade.Epoch is { } of && of < epoch)
            || !(book.Find(trade) is { IsOver: false } open && open.Orders.Any(o => o.ClientOrderId == id)));
}
