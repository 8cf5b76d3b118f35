using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>The orders of one page of fills: whose they were, and what each fill left of them.</summary>
internal sealed class FilledOrders(IBinanceApi api, BinanceCalls calls, AlgoOrigins links, Symbol symbol, ILogger log)
{
    private readonly Dictionary<long, string> _clientIds = [];
    private readonly Dictionary<long, decimal> _remaining = []; // by the venue's trade id
    private bool _askedForAlgos;

    public (string ClientOrderId, decimal Remaining) Of(BinanceTrade trade) => (_clientIds[trade.OrderId], _remaining[trade.Id]);

    /// <returns>Null, or why the venue did not say enough.</returns>
    public async ValueTask<string?> LearnAsync(IReadOnlyList<BinanceTrade> trades, CancellationToken stopping)
    {
        foreach (var group in trades.GroupBy(t => t.OrderId))
        {
            if (await LearnAsync(group.Key, [.. group], stopping).ConfigureAwait(false) is { } why)
            {
                return why;
            }
        }

        return null;
    }

    private async ValueTask<string?> LearnAsync(long orderId, IReadOnlyList<BinanceTrade> trades, CancellationToken stopping)
    {
        var answer = await calls.ReadAsync(() => api.GetOrderAsync(OrderKey.Of(symbol, orderId), stopping), stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var order))
        {
            return answer.RefusalCode == BinanceCodes.NoSuchOrder ? Forgotten(orderId, trades) : answer.Failure;
        }

        if (await ClientIdAsync(order, stopping).ConfigureAwait(false) is { Failure: { } why })
        {
            return why;
        }

        return trades.Sum(t => t.Qty) == order.ExecutedQty
            ? Reckon(order.OrigQty, trades)
            : await ReckonFromAllAsync(order, trades, stopping).ConfigureAwait(false);
    }

    /// <summary>Too old for the venue to remember: the fill counts, for nobody's order.</summary>
    private string? Forgotten(long orderId, IReadOnlyList<BinanceTrade> trades)
    {
        log.FillUnnamed(orderId);
        _clientIds[orderId] = links.TryFind(orderId, out var link) ? link.ClientAlgoId : "";
        foreach (var trade in trades)
        {
            _remaining[trade.Id] = 0m;
        }

        return null;
    }

    private async ValueTask<(string? Failure, bool Known)> ClientIdAsync(BinanceOrder order, CancellationToken stopping)
    {
        if (!IsOurs(order.ClientOrderId) && !links.TryFind(order.OrderId, out _) && !ClientOrderIds.IsVenueMade(order.ClientOrderId) && !_askedForAlgos)
        {
            _askedForAlgos = true; // once for the page
            var answer = await calls.ReadAsync(() => api.GetAllAlgoOrdersAsync(symbol, null, stopping), stopping).ConfigureAwait(false);
            if (!answer.TryGet(out var algos))
            {
                return (answer.Failure, false);
            }

            foreach (var algo in algos)
            {
                links.Note(algo);
            }
        }

        _clientIds[order.OrderId] = links.TryFind(order.OrderId, out var link) ? link.ClientAlgoId : order.ClientOrderId;
        return (null, true);
    }

    /// <summary>Earlier or later fills of it are not on the page: all of them tell what each one left.</summary>
    private async ValueTask<string?> ReckonFromAllAsync(BinanceOrder order, IReadOnlyList<BinanceTrade> trades, CancellationToken stopping)
    {
        var query = new UserTradesQuery(symbol, OrderId: order.OrderId);
        var answer = await calls.ReadAsync(() => api.GetUserTradesAsync(query, stopping), stopping).ConfigureAwait(false);
        return answer.TryGet(out var all) ? Reckon(order.OrigQty, [.. all.Concat(trades).DistinctBy(t => t.Id)]) : answer.Failure;
    }

    private string? Reckon(decimal quantity, IReadOnlyList<BinanceTrade> trades)
    {
        var left = quantity;
        foreach (var trade in trades.OrderBy(t => t.Id))
        {
            left -= trade.Qty;
            _remaining[trade.Id] = Math.Max(left, 0m);
        }

        return null;
    }

    private static bool IsOurs(string clientOrderId) =>
        ClientOrderIds.TryParse(clientOrderId, out _, out _) || ClientOrderIds.IsEmergency(clientOrderId);
}
