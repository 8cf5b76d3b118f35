using Binance.Net.Enums;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <content>Orders.</content>
public sealed partial class BinanceNetApi
{
    public ValueTask<BinanceAnswer<BinanceOrder>> PlaceOrderAsync(NewOrderRequest order, CancellationToken stopping) => _sender.SendAsync(
        order.Reduces ? BinanceEndpoints.PlaceReducingOrder : BinanceEndpoints.PlaceOrder,
        (c, window, limited) => c.UsdFuturesApi.Trading.PlaceOrderAsync(
            order.Symbol.Value,
            NetWords.Side(order.Side),
            NetWords.Type(order.Type),
            NetWords.Plain(order.Quantity),
            NetWords.Plain(order.Price),
            NetWords.Leg(order.PositionSide),
            NetWords.InForce(order.TimeInForce),
            order.ReduceOnly,
            order.ClientOrderId.Value,
            orderResponseType: OrderResponseType.Result,
            receiveWindow: window,
            ct: limited),
        Json.BinanceOrder,
        stopping,
        order.Timing,
        isOrder: true);

    public ValueTask<BinanceAnswer<BinanceAlgoOrder>> PlaceAlgoOrderAsync(NewAlgoOrderRequest order, CancellationToken stopping) => _sender.SendAsync(
        order.Reduces ? BinanceEndpoints.PlaceReducingAlgoOrder : BinanceEndpoints.PlaceAlgoOrder,
        (c, window, limited) => c.UsdFuturesApi.Trading.PlaceConditionalOrderAsync(
            order.Symbol.Value,
            NetWords.Side(order.Side),
            NetWords.AlgoType(order.Type),
            NetWords.Plain(order.Quantity),
            positionSide: NetWords.Leg(order.PositionSide),
            reduceOnly: order.ReduceOnly,
            clientOrderId: order.ClientAlgoId.Value,
            triggerPrice: NetWords.Plain(order.TriggerPrice),
            workingType: NetWords.Working(order.WorkingType),
            receiveWindow: window,
            ct: limited),
        Json.BinanceAlgoOrder,
        stopping,
        order.Timing,
        isOrder: true);

    public ValueTask<BinanceAnswer<BinanceOrder>> CancelOrderAsync(OrderKey order, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.CancelOrder,
        (c, window, limited) => c.UsdFuturesApi.Trading.CancelOrderAsync(order.Symbol.Value, order.OrderId, order.ClientOrderId, window, limited),
        Json.BinanceOrder,
        stopping);

    public ValueTask<BinanceAnswer<BinanceAlgoKey>> CancelAlgoOrderAsync(AlgoOrderKey order, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.CancelAlgoOrder,
        (c, window, limited) => c.UsdFuturesApi.Trading.CancelConditionalOrderAsync(order.AlgoId, order.ClientAlgoId, window, limited),
        Json.BinanceAlgoKey,
        stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> CancelAllOpenOrdersAsync(Symbol symbol, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.CancelAllOpenOrders, (c, window, limited) => c.UsdFuturesApi.Trading.CancelAllOrdersAsync(symbol.Value, window, limited), Json.BinanceMessage, stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> CancelAllOpenAlgoOrdersAsync(Symbol symbol, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.CancelAllOpenAlgoOrders,
        (c, window, limited) => c.UsdFuturesApi.Trading.CancelAllConditionalOrdersAsync(symbol.Value, window, limited),
        Json.BinanceMessage,
        stopping);

    public ValueTask<BinanceAnswer<BinanceCountdown>> CountdownCancelAllAsync(Symbol symbol, TimeSpan countdown, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.CountdownCancelAll,
        (c, window, limited) => c.UsdFuturesApi.Trading.CancelAllOrdersAfterTimeoutAsync(symbol.Value, countdown, window, limited),
        Json.BinanceCountdown,
        stopping);

    public ValueTask<BinanceAnswer<BinanceOrder>> GetOrderAsync(OrderKey order, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.GetOrder,
        (c, window, limited) => c.UsdFuturesApi.Trading.GetOrderAsync(order.Symbol.Value, order.OrderId, order.ClientOrderId, window, limited),
        Json.BinanceOrder,
        stopping);

    public ValueTask<BinanceAnswer<BinanceAlgoOrder>> GetAlgoOrderAsync(AlgoOrderKey order, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.GetAlgoOrder,
        (c, window, limited) => c.UsdFuturesApi.Trading.GetConditionalOrderAsync(order.AlgoId, order.ClientAlgoId, window, limited),
        Json.BinanceAlgoOrder,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceOrder>>> GetOpenOrdersAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        symbol is null ? BinanceEndpoints.AllOpenOrders : BinanceEndpoints.OpenOrders,
        (c, window, limited) => c.UsdFuturesApi.Trading.GetOpenOrdersAsync(symbol?.Value, window, limited),
        Json.IReadOnlyListBinanceOrder,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceAlgoOrder>>> GetOpenAlgoOrdersAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        symbol is null ? BinanceEndpoints.AllOpenAlgoOrders : BinanceEndpoints.OpenAlgoOrders,
        (c, window, limited) => c.UsdFuturesApi.Trading.GetOpenConditionalOrdersAsync(symbol?.Value, receiveWindow: window, ct: limited),
        Json.IReadOnlyListBinanceAlgoOrder,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceAlgoOrder>>> GetAllAlgoOrdersAsync(Symbol symbol, DateTimeOffset? startUtc, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.AllAlgoOrders,
        (c, window, limited) => c.UsdFuturesApi.Trading.GetConditionalOrdersAsync(symbol.Value, startTime: startUtc?.UtcDateTime, limit: 1_000, receiveWindow: window, ct: limited),
        Json.IReadOnlyListBinanceAlgoOrder,
        stopping);
}
