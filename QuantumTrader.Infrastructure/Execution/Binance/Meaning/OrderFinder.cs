using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>Looks for orders in both books and joins a conditional order with what it became.</summary>
internal sealed class OrderFinder(IBinanceApi api, BinanceCalls calls, AlgoOrigins links)
{
    /// <summary>Stops and targets are conditional with us; the purpose is in the id. Only where to look first: both books are asked.</summary>
    public static bool IsLikelyConditional(ClientOrderId id) =>
        ClientOrderIds.TryParse(id.Value, out _, out var purpose) && purpose is OrderPurpose.StopLoss or OrderPurpose.TakeProfit or OrderPurpose.PartialTakeProfit;

    public async ValueTask<OrderFinding> FindAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        var conditionalFirst = IsLikelyConditional(id);
        var first = conditionalFirst ? await InAlgoBookAsync(symbol, id, stopping).ConfigureAwait(false) : await InRegularBookAsync(symbol, id, stopping).ConfigureAwait(false);
        return first.Failure is not null || first.Order is not null ? first
            : conditionalFirst ? await InRegularBookAsync(symbol, id, stopping).ConfigureAwait(false)
            : await InAlgoBookAsync(symbol, id, stopping).ConfigureAwait(false);
    }

    /// <summary>For what an order or a cancel has to know within its own time; when that is over, nothing was found out.</summary>
    public async ValueTask<OrderFinding> FindInTimeAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        try
        {
            return await FindAsync(symbol, id, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new("The order could not be looked for in time.");
        }
    }

    private async ValueTask<OrderFinding> InRegularBookAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        var answer = await calls.ReadAsync(() => api.GetOrderAsync(OrderKey.Of(symbol, id), stopping), stopping).ConfigureAwait(false);
        return answer.TryGet(out var order) ? new(null, OrderMapping.Regular(order, symbol, link: null), Regular: order) : NotThere(answer);
    }

    private async ValueTask<OrderFinding> InAlgoBookAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        var answer = await calls.ReadAsync(() => api.GetAlgoOrderAsync(AlgoOrderKey.Of(id), stopping), stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var algo))
        {
            return NotThere(answer);
        }

        if (algo.Symbol != symbol.Value)
        {
            return new(null); // another symbol's order of that name is not this one
        }

        links.Note(algo);
        if (algo.ActualOrderId is not (> 0 and var actualId))
        {
            return new(null, OrderMapping.Conditional(algo, symbol, actual: null), Algo: algo);
        }

        var became = await calls.ReadAsync(() => api.GetOrderAsync(OrderKey.Of(symbol, actualId), stopping), stopping).ConfigureAwait(false);
        return became.TryGet(out var actual) || IsAbsence(became.RefusalCode)
            ? new(null, OrderMapping.Conditional(algo, symbol, actual), actual, algo)
            : new(became.Failure);
    }

    private static OrderFinding NotThere<T>(BinanceAnswer<T> answer) => IsAbsence(answer.RefusalCode) ? new(null) : new(answer.Failure);

    private static bool IsAbsence(int code) => code is BinanceCodes.NoSuchOrder or BinanceCodes.CancelRejected;
}
