using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <content>Orders.</content>
public sealed partial class BinanceHttpApi
{
    public ValueTask<BinanceAnswer<BinanceOrder>> PlaceOrderAsync(NewOrderRequest order, CancellationToken stopping) => _sender.SendAsync(
        order.Reduces ? BinanceEndpoints.PlaceReducingOrder : BinanceEndpoints.PlaceOrder,
        Of(order.Symbol)
            .Add("side", order.Side)
            .Add("positionSide", order.PositionSide)
            .Add("type", order.Type)
            .Add("timeInForce", order.TimeInForce)
            .Add("quantity", order.Quantity)
            .Add("price", order.Price)
            .Add("reduceOnly", order.ReduceOnly)
            .Add("newClientOrderId", order.ClientOrderId.Value)
            .Add("newOrderRespType", "RESULT"),
        Json.BinanceOrder,
        stopping,
        order.Timing,
        isOrder: true);

    public ValueTask<BinanceAnswer<BinanceAlgoOrder>> PlaceAlgoOrderAsync(NewAlgoOrderRequest order, CancellationToken stopping) => _sender.SendAsync(
        order.Reduces ? BinanceEndpoints.PlaceReducingAlgoOrder : BinanceEndpoints.PlaceAlgoOrder,
        new RequestParameters()
            .Add("algoType", "CONDITIONAL")
            .Add("symbol", order.Symbol.Value)
            .Add("side", order.Side)
            .Add("positionSide", order.PositionSide)
            .Add("type", order.Type)
            .Add("quantity", order.Quantity)
            .Add("triggerPrice", order.TriggerPrice)
            .Add("workingType", order.WorkingType)
            .Add("reduceOnly", order.ReduceOnly)
            .Add("clientAlgoId", order.ClientAlgoId.Value)
            .Add("newOrderRespType", "RESULT"),
        Json.BinanceAlgoOrder,
        stopping,
        order.Timing,
        isOrder: true);

    public ValueTask<BinanceAnswer<BinanceOrder>> CancelOrderAsync(OrderKey order, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CancelOrder, Of(order), Json.BinanceOrder, stopping);

    public ValueTask<BinanceAnswer<BinanceAlgoKey>> CancelAlgoOrderAsync(AlgoOrderKey order, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CancelAlgoOrder, Of(order), Json.BinanceAlgoKey, stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> CancelAllOpenOrdersAsync(Symbol symbol, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CancelAllOpenOrders, Of(symbol), Json.BinanceMessage, stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> CancelAllOpenAlgoOrdersAsync(Symbol symbol, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CancelAllOpenAlgoOrders, Of(symbol), Json.BinanceMessage, stopping);

    public ValueTask<BinanceAnswer<BinanceCountdown>> CountdownCancelAllAsync(Symbol symbol, TimeSpan countdown, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CountdownCancelAll, Of(symbol).Add("countdownTime", (long)countdown.TotalMilliseconds), Json.BinanceCountdown, stopping);

    public ValueTask<BinanceAnswer<BinanceOrder>> GetOrderAsync(OrderKey order, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.GetOrder, Of(order), Json.BinanceOrder, stopping);

    public ValueTask<BinanceAnswer<BinanceAlgoOrder>> GetAlgoOrderAsync(AlgoOrderKey order, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.GetAlgoOrder, Of(order), Json.BinanceAlgoOrder, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceOrder>>> GetOpenOrdersAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        symbol is null ? BinanceEndpoints.AllOpenOrders : BinanceEndpoints.OpenOrders, Of(symbol), Json.IReadOnlyListBinanceOrder, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceAlgoOrder>>> GetOpenAlgoOrdersAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        symbol is null ? BinanceEndpoints.AllOpenAlgoOrders : BinanceEndpoints.OpenAlgoOrders, Of(symbol), Json.IReadOnlyListBinanceAlgoOrder, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceAlgoOrder>>> GetAllAlgoOrdersAsync(Symbol symbol, DateTimeOffset? startUtc, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.AllAlgoOrders, Of(symbol).Add("startTime", Ms(startUtc)).Add("limit", 1_000), Json.IReadOnlyListBinanceAlgoOrder, stopping);

    private static RequestParameters Of(OrderKey order) => Of(order.Symbol).Add("orderId", order.OrderId).Add("origClientOrderId", order.ClientOrderId);

    private static RequestParameters Of(AlgoOrderKey order) => new RequestParameters().Add("algoId", order.AlgoId).Add("clientAlgoId", order.ClientAlgoId);
}
