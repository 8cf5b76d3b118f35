using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Orders of ours that rest at the venue and that no open trade knows: sent while the journal failed, or left behind by a
/// crash. A stop of a trade that is over would close the symbol's next position, so they go before anything trades. Orders
/// that people placed by hand are left alone.
/// </summary>
public sealed class StrangeOrders(OrderExecutor executor, IExchangeReader reader, TradeBook book, TimeProvider time, ILogger<StrangeOrders> log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>Repeats until the venue shows none.</summary>
    public async Task CancelAllAsync()
    {
        for (var found = await FindAsync(); found is not { Count: 0 }; found = await FindAsync())
        {
            foreach (var (symbol, id) in found ?? [])
            {
                log.StrangeOrder(symbol.Value, id.Value);
                await executor.CancelAsync(symbol, id);
            }

            await Task.Delay(Retry, time);
        }
    }

    /// <summary>Null when the venue could not be read.</summary>
    private async Task<List<(Symbol Symbol, ClientOrderId Id)>?> FindAsync()
    {
        var regular = await reader.GetOpenOrdersAsync(CancellationToken.None);
        var conditional = await reader.GetOpenConditionalOrdersAsync(CancellationToken.None);
        if (!regular.IsOk || !conditional.IsOk)
        {
            return null;
        }

        var strange = new List<(Symbol, ClientOrderId)>();
        foreach (var order in regular.Value.Concat(conditional.Value))
        {
            if (ClientOrderId.TryCreate(order.ClientOrderId, out var id) && IsStrange(id))
            {
                strange.Add((order.Symbol, id));
            }
        }

        return strange;
    }

    private bool IsStrange(ClientOrderId id) =>
        ClientOrderIds.TryParse(id.Value, out var trade, out _)
        && !(book.Find(trade) is { IsOver: false } open && open.Orders.Any(o => o.ClientOrderId == id));
}
