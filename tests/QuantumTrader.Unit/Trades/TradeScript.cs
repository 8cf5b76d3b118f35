using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Trades;

/// <summary>Events of one trade, with what a test does not care about filled in.</summary>
internal sealed class TradeScript(string tradeId = "1-1", string symbol = "BTCUSDT", Direction direction = Direction.Long)
{
    private int _events;

    public TradeId Id { get; } = TradeId.Create(tradeId);

    public Symbol Symbol { get; } = Symbol.Create(symbol);

    public TradePlanned Planned(decimal quantity = 1m) => new(NextId(), At(), Id)
    {
        Symbol = Symbol,
        Direction = direction,
        Quantity = new(quantity),
        Leverage = new(3m),
        ReferencePrice = new(100m),
        Confidence = 0.7,
        ModelId = "trend",
        ModelVersion = "1",
        SizingState = "s",
        SizingAction = "a",
        StopLoss = new(0.02m),
        TakeProfit = new(0.04m),
        PartialTakeProfit = new(0.02m),
        PartialShare = new(0.5m),
    };

    public OrderIntended Intended(OrderPurpose purpose = OrderPurpose.Entry, decimal quantity = 1m, string reason = "", string? order = null) => new(NextId(), At(), Id)
    {
        Symbol = Symbol,
        ClientOrderId = OrderId(purpose, order),
        Purpose = purpose,
        Side = Side(purpose),
        Type = OrderType.Market,
        Quantity = new(quantity),
        ReduceOnly = purpose != OrderPurpose.Entry,
        Reason = reason,
    };

    public OrderAccepted Accepted(OrderPurpose purpose = OrderPurpose.Entry, string? order = null) =>
        new(NextId(), At(), Id) { Symbol = Symbol, ClientOrderId = OrderId(purpose, order), Purpose = purpose, VenueOrderId = 1 };

    public OrderDenied Denied(OrderPurpose purpose = OrderPurpose.Entry) =>
        new(NextId(), At(), Id) { Symbol = Symbol, ClientOrderId = OrderId(purpose, null), Purpose = purpose, Codes = ["POLICY_STALE"], Details = ["31 s"] };

    public OrderRejected Rejected(OrderPurpose purpose = OrderPurpose.Entry) =>
        new(NextId(), At(), Id) { Symbol = Symbol, ClientOrderId = OrderId(purpose, null), Purpose = purpose, VenueCode = -2019, VenueText = "Margin is insufficient." };

    public OrderUnknown Unknown(OrderPurpose purpose = OrderPurpose.Entry, string? order = null) =>
        new(NextId(), At(), Id) { Symbol = Symbol, ClientOrderId = OrderId(purpose, order), Purpose = purpose, Cause = "timeout" };

    public OrderEnded Ended(OrderPurpose purpose = OrderPurpose.Entry, string? order = null) =>
        new(NextId(), At(), Id) { Symbol = Symbol, ClientOrderId = OrderId(purpose, order), Purpose = purpose, Reason = "CANCELED" };

    public OrderFilled Filled(
        long fillId, decimal quantity, decimal price, OrderPurpose purpose = OrderPurpose.Entry, decimal remaining = 0m, decimal pnl = 0m, string? order = null, bool liquidation = false) =>
        new(NextId(), At(), Id)
        {
            Symbol = Symbol,
            ClientOrderId = OrderId(purpose, order),
            Purpose = purpose,
            FillId = fillId,
            Side = Side(purpose),
            Price = new(price),
            Quantity = new(quantity),
            Remaining = new(remaining),
            Fee = new(0.01m * quantity),
            RealisedPnl = new(pnl),
            IsLiquidation = liquidation,
        };

    public TradeFunded Funded(decimal amount) => new(NextId(), At(), Id) { Symbol = Symbol, Amount = new(amount) };

    public TradeNotAtVenue NotAtVenue(decimal quantity = 1m) => new(NextId(), At(), Id) { Symbol = Symbol, Direction = direction, Quantity = new(quantity) };

    public ClientOrderId OrderId(OrderPurpose purpose, string? order) => ClientOrderId.Create(order ?? $"qt{Id.Value}-{purpose}");

    private OrderSide Side(OrderPurpose purpose) => purpose == OrderPurpose.Entry ? direction.EntrySide() : direction.ExitSide();

    private Guid NextId() => new(++_events, 0, 0, new byte[8]);

    private DateTimeOffset At() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(_events);
}
