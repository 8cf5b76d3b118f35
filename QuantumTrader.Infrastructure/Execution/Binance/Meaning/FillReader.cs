using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// A symbol's fills after one that is known. The venue's list names no client id and nothing that is left of the order, so each order is
/// asked for; one that was conditional is traced back to our own id.
/// </summary>
internal sealed class FillReader(IBinanceApi api, BinanceCalls calls, AlgoOrigins links, FeeWorth fees, ILogger log)
{
    private const int AheadToldMax = 100;
    private readonly Lock _gate = new();
    private readonly HashSet<long> _aheadTold = []; // at most AheadToldMax

    /// <summary>Ids above <paramref name="afterFillId"/>, oldest first, at most 1,000. The id's time must be within the last week: the venue answers by time no further.</summary>
    public async ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> ReadAsync(Symbol symbol, long afterFillId, CancellationToken stopping)
    {
        var query = new UserTradesQuery(symbol, StartUtc: VenueFillIds.TimeOf(afterFillId));
        var answer = await calls.ReadAsync(() => api.GetUserTradesAsync(query, stopping), stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var trades))
        {
            return Failed(answer.Failure);
        }

        BinanceTrade[] wanted = [.. trades.Where(t => IdOf(symbol, t) > afterFillId && !IsAhead(t, symbol)).OrderBy(t => IdOf(symbol, t))];
        var orders = new FilledOrders(api, calls, links, symbol, log);
        if (await orders.LearnAsync(wanted, stopping).ConfigureAwait(false) is { } why)
        {
            return Failed(why);
        }

        foreach (var asset in wanted.Select(t => t.CommissionAsset).Distinct())
        {
            await fees.LearnAsync(asset, stopping).ConfigureAwait(false);
        }

        return ExchangeRead<IReadOnlyList<VenueFill>>.Ok([.. wanted.Select(t => FillOf(t, symbol, orders))]);
    }

    private VenueFill FillOf(BinanceTrade trade, Symbol symbol, FilledOrders orders)
    {
        var (order, fee) = (orders.Of(trade), FeeOf(trade));
        return new()
        {
            FillId = IdOf(symbol, trade),
            VenueOrderId = trade.OrderId,
            ClientOrderId = order.ClientOrderId,
            Symbol = symbol,
            Side = VenueWords.Side(trade.Side),
            PositionSide = VenueWords.Leg(trade.PositionSide),
            Price = new(trade.Price),
            Quantity = new(trade.Qty),
            Fee = fee.Amount,
            FeeIsElsewhere = fee.IsElsewhere,
            RealisedPnl = new(trade.RealizedPnl),
            Remaining = new(order.Remaining),
            AtUtc = VenueWords.Utc(trade.Time),
            IsLiquidation = ClientOrderIds.IsVenueMade(order.ClientOrderId),
        };
    }

    private FeeValue FeeOf(BinanceTrade trade)
    {
        var fee = fees.Of(trade.CommissionAsset, trade.Commission, trade.Price * trade.Qty);
        if (fee.IsEstimated)
        {
            log.FeeEstimated(trade.Id, Http.WireText.Clean(trade.CommissionAsset), fee.Amount.Value);
        }

        return fee;
    }

    /// <summary>One of a time to come would stand for the last one that is known. It is left out; where it was real, the comparison with the account finds it.</summary>
    private bool IsAhead(BinanceTrade trade, Symbol symbol)
    {
        var at = VenueWords.Utc(trade.Time);
        if (!(at - WireBounds.FillAheadMax > calls.Clock.Clock.LatestUtc))
        {
            return false;
        }

        lock (_gate)
        {
            if (_aheadTold.Count < AheadToldMax && _aheadTold.Add(IdOf(symbol, trade)))
            {
                log.FillAhead(symbol.Value, trade.Id, at);
            }
        }

        return true;
    }

    private static long IdOf(Symbol symbol, BinanceTrade trade) => VenueFillIds.Of(symbol, trade.Id, trade.Time);

    private static ExchangeRead<IReadOnlyList<VenueFill>> Failed(string why) => ExchangeRead<IReadOnlyList<VenueFill>>.Failed($"The fills could not be read: {why}");
}
