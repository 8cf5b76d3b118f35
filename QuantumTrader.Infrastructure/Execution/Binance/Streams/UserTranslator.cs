using System.Globalization;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;
using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// The venue's events of orders as <see cref="ExchangeUpdate"/>s: each fill once, no status backwards, a triggered stop's fills under the
/// stop's own id. Runs on the engine's scheduler alone.
/// </summary>
/// <param name="gap">Called when something is missing that only a reading of the account can bring.</param>
internal sealed class UserTranslator(IUserStreamListener listener, StreamSettings settings, FeeWorth fees, Action<string> gap, UnreadLog unread, ILogger log)
{
    private const int OrdersMax = 10_000;
    private const int FillsMax = 50_000;
    private const int LinksMax = 5_000;
    private const string OurPrefix = "qt";

    private readonly OrderTracker _orders = new(OrdersMax);
    private readonly FillFilter _fills = new(FillsMax);
    private readonly FollowedAlgos _links = new(LinksMax);
    private readonly UnclaimedOrders _unclaimed = new(settings.ClaimMax);

    public long Duplicates { get; private set; }

    public long ForeignFees { get; private set; }

    public long EstimatedFees { get; private set; }

    /// <summary>Orders of a symbol, or of a kind, that cannot be expressed here.</summary>
    public long Inexpressible { get; private set; }

    /// <summary>Orders that were told as open last.</summary>
    public IEnumerable<(OrderKey Key, VenueOrder Order)> Open => _orders.Open;

    public void On(OrderTradeMessage message, DateTimeOffset nowUtc)
    {
        var o = message.Order;
        if (!Symbol.TryCreate(o.Symbol, out var symbol) || !OrderWords.TrySide(o.Side, out var side))
        {
            Inexpressible++;
            unread.Add("an order's symbol or side");
            return;
        }

        var link = _links.Find(symbol, o.OrderId, o.ClientOrderId);
        var mustWait = link is null && (_unclaimed.Has(o.Symbol, o.OrderId) || MayBeTriggered(symbol, side, o));
        if (!mustWait || !_unclaimed.Add(message, nowUtc))
        {
            Pass(message, symbol, side, link);
        }
    }

    public void On(AlgoMessage message, DateTimeOffset nowUtc)
    {
        var o = message.Order;
        if (!Symbol.TryCreate(o.Symbol, out var symbol) || !OrderWords.TrySide(o.Side, out var side))
        {
            Inexpressible++;
            unread.Add("a conditional order's symbol or side");
            return;
        }

        var link = _links.Add(new(o.AlgoId, o.ClientAlgoId, symbol, side, OrderWords.Type(o.Type)) { TriggerPrice = ToPrice(o.TriggerPrice) });
        if (o.OrderId > 0)
        {
            _links.Bind(link, o.OrderId);
        }

        Follow(link, o, nowUtc);
        foreach (var waiting in o.OrderId > 0 ? _unclaimed.Take(o.Symbol, o.OrderId) : [])
        {
            Pass(waiting, symbol, side, link);
        }

        if (AlgoStates.Of(o) is { } status)
        {
            Tell(new(true, symbol, o.AlgoId), AlgoStates.Order(message, symbol, side, status));
        }
    }

    /// <summary>What waited long enough goes on; what should have happened by now and has not is told.</summary>
    public void Tick(DateTimeOffset nowUtc)
    {
        foreach (var waiting in _unclaimed.TakeDue(nowUtc))
        {
            if (Symbol.TryCreate(waiting.Order.Symbol, out var symbol) && OrderWords.TrySide(waiting.Order.Side, out var side))
            {
                Pass(waiting, symbol, side, _links.Find(symbol, waiting.Order.OrderId, waiting.Order.ClientOrderId));
            }
        }

        foreach (var link in _links.All)
        {
            Watch(link, nowUtc);
        }
    }

    /// <summary>A fill that REST told.</summary>
    public bool OnRead(VenueFill fill)
    {
        if (!_fills.IsNew(fill.Symbol, fill.VenueOrderId, fill.FillId))
        {
            return false;
        }

        listener.OnUpdate(new ExchangeUpdate.Filled(fill));
        return true;
    }

    /// <summary>An order that REST told.</summary>
    public void OnRead(VenueOrder order, bool isConditional)
    {
        if (isConditional)
        {
            var link = _links.Add(new(order.VenueOrderId, order.ClientOrderId, order.Symbol, order.Side, order.Type) { TriggerPrice = order.TriggerPrice });
            link.MayTrigger = order.IsOpen && link.OrderId == 0;
        }

        Tell(new(isConditional, order.Symbol, order.VenueOrderId), order);
    }

    /// <summary>What becomes of an order that was open and is in no list any more.</summary>
    public void OnEnded(OrderKey key, VenueOrder order)
    {
        if (key.IsConditional && _links.Find(key.Id) is { } link)
        {
            link.MayTrigger = false;
        }

        Tell(key, order);
    }

    private bool MayBeTriggered(Symbol symbol, OrderSide side, OrderTradeMessage.OrderPart o) =>
        !o.ClientOrderId.StartsWith(OurPrefix, StringComparison.Ordinal) && !OrderWords.IsVenueMade(o.ClientOrderId, o.Execution)
        && _orders.Find(new(false, symbol, o.OrderId)) is null
        && _links.All.Any(l => l.MayTrigger && l.Symbol == symbol && l.Side == side);

    private void Pass(OrderTradeMessage message, Symbol symbol, OrderSide side, FollowedAlgo? link)
    {
        var o = message.Order;
        if (link is { OrderId: 0 })
        {
            _links.Bind(link, o.OrderId); // It kept its client id.
        }

        if (o.LastQuantity > 0m)
        {
            Fill(o, symbol, side, link);
        }

        if (OrderWords.TryStatus(o.Status, out var status))
        {
            Tell(link is null ? new(false, symbol, o.OrderId) : new(true, symbol, link.AlgoId), Order(o, symbol, side, status.Value, link));
        }
        else
        {
            unread.Add("an order's status");
            gap($"an order in the unknown status {Bounded(o.Status)}");
        }
    }

    private void Fill(OrderTradeMessage.OrderPart o, Symbol symbol, OrderSide side, FollowedAlgo? link)
    {
        if (o.TradeId <= 0 || !(o.LastPrice > 0m))
        {
            gap("a fill without its trade's number or price");
            return;
        }

        var id = VenueFillIds.Of(symbol, o.TradeId, o.TradeMs);
        if (!_fills.IsNew(symbol, o.OrderId, id))
        {
            Duplicates++;
            return;
        }

        var fee = FeeOf(o);
        if (link is not null)
        {
            link.FilledSeen += o.LastQuantity;
        }

        listener.OnUpdate(new ExchangeUpdate.Filled(new VenueFill
        {
            FillId = id,
            VenueOrderId = o.OrderId,
            ClientOrderId = link?.ClientAlgoId ?? o.ClientOrderId,
            Symbol = symbol,
            Side = side,
            PositionSide = OrderWords.Leg(o.PositionSide),
            Price = new(o.LastPrice),
            Quantity = new(o.LastQuantity),
            Fee = fee.Amount,
            FeeIsElsewhere = fee.IsElsewhere,
            RealisedPnl = new(o.RealisedPnl),
            Remaining = new(o.Status == "FILLED" ? 0m : Math.Max(0m, o.Quantity - o.FilledQuantity)),
            AtUtc = VenueWords.Utc(o.TradeMs),
            IsLiquidation = OrderWords.IsVenueMade(o.ClientOrderId, o.Execution),
        }));
    }

    private FeeValue FeeOf(OrderTradeMessage.OrderPart o)
    {
        var fee = fees.Of(o.FeeAsset, o.Fee, o.LastPrice * o.LastQuantity);
        ForeignFees += fee.IsElsewhere ? 1 : 0;
        EstimatedFees += fee.IsEstimated ? 1 : 0;
        if (fee.IsEstimated)
        {
            log.FeeEstimated(o.TradeId, Http.WireText.Clean(o.FeeAsset ?? ""), fee.Amount.Value);
        }

        return fee;
    }

    private static VenueOrder Order(OrderTradeMessage.OrderPart o, Symbol symbol, OrderSide side, VenueOrderStatus status, FollowedAlgo? link) => new()
    {
        VenueOrderId = o.OrderId,
        ClientOrderId = link?.ClientAlgoId ?? o.ClientOrderId,
        Symbol = symbol,
        Side = side,
        Type = link?.Type ?? OrderWords.Type(o.OriginalType ?? o.Type),
        Status = status,
        Quantity = new(o.Quantity),
        FilledQuantity = new(o.FilledQuantity),
        AveragePrice = ToPrice(o.AveragePrice),
        LimitPrice = ToPrice(o.Price),
        TriggerPrice = link?.TriggerPrice ?? ToPrice(o.StopPrice),
        ReduceOnly = o.ReduceOnly,
        PositionSide = OrderWords.Leg(o.PositionSide),
        UpdatedAtUtc = VenueWords.Utc(o.TradeMs),
    };

    private void Tell(OrderKey key, VenueOrder order)
    {
        if (_orders.Advance(key, order))
        {
            listener.OnUpdate(new ExchangeUpdate.OrderChanged(order));
        }
        else
        {
            Duplicates++;
        }
    }

    private static void Follow(FollowedAlgo link, AlgoMessage.AlgoPart o, DateTimeOffset nowUtc)
    {
        link.TriggeringSinceUtc = o.Status == "TRIGGERING" && link.OrderId == 0 ? link.TriggeringSinceUtc ?? nowUtc : null;
        if (o.Status is "FINISHED" or "CANCELED" or "REJECTED" or "EXPIRED")
        {
            link.MayTrigger = false;
            link.Finished = (o.FilledQuantity, nowUtc);
        }
    }

    private void Watch(FollowedAlgo link, DateTimeOffset nowUtc)
    {
        if (link.TriggeringSinceUtc is { } since && nowUtc - since > settings.TriggerMax && !link.IsStuckTold)
        {
            link.IsStuckTold = true;
            log.StopStuck(link.Symbol.Value, link.ClientAlgoId, (nowUtc - since).TotalSeconds);
            listener.OnUpdate(new ExchangeUpdate.TriggerStuck(link.Symbol, link.ClientAlgoId));
            gap(string.Create(CultureInfo.InvariantCulture, $"{link.Symbol} {link.ClientAlgoId} triggered without becoming an order"));
        }

        if (link.Finished is var (quantity, at) && nowUtc - at > settings.ClaimMax)
        {
            link.Finished = null;
            if (quantity > link.FilledSeen)
            {
                gap($"fills of {link.Symbol} {link.ClientAlgoId} were not told");
            }
        }
    }

    private static Price? ToPrice(decimal price) => price > 0m ? new Price(price) : null;

    private static string Bounded(string text) => text.Length <= 32 ? text : text[..32];
}
