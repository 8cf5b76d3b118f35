namespace QuantumTrader.FakeVenue;

/// <summary>Takes, changes and cancels regular orders. Under <see cref="Venue.Gate"/>; refuses by <see cref="VenueException"/>.</summary>
public sealed class OrderDesk(Venue venue)
{
    private readonly Matching _matching = new(venue);

    /// <summary>Judges an order as if it were placed and leaves no trace.</summary>
    public void Test(VenueAccount account, OrderRequest request) => Judge(account, request, algo: null);

    /// <summary>Places an order and matches it. What it looked like before matching is handed to <paramref name="accepted"/>.</summary>
    public VenueOrder Place(VenueAccount account, OrderRequest request, Action<VenueOrder>? accepted = null)
    {
        var order = Judge(account, request, algo: null);
        Accept(account, order);
        accepted?.Invoke(order);
        Run(account, order);
        return order;
    }

    /// <summary>The order that a triggered conditional order becomes.</summary>
    public VenueOrder PlaceTriggered(VenueAccount account, AlgoOrder algo, OrderRequest request, Action<VenueOrder> accepted)
    {
        var order = Judge(account, request, algo);
        Accept(account, order);
        accepted(order);
        Run(account, order);
        return order;
    }

    /// <summary>Filled whole at one price, past the book and its filters: liquidation, deleveraging, settlement.</summary>
    public VenueOrder PlaceForced(VenueAccount account, VenuePosition position, decimal quantity, decimal price, OrderOrigin origin, string clientId)
    {
        var market = venue.Markets[position.Symbol];
        var order = new VenueOrder
        {
            Id = venue.Ids.NextOrder(),
            ClientId = clientId,
            Symbol = position.Symbol,
            Side = position.Amount > 0m ? OrderSide.Sell : OrderSide.Buy,
            PositionSide = position.Side,
            Type = OrderType.Limit,
            TimeInForce = origin == OrderOrigin.Liquidation ? TimeInForce.Ioc : TimeInForce.Gtc,
            Origin = origin,
            TimeMs = venue.Clock.NowMs,
            UpdateMs = venue.Clock.NowMs,
            Price = price,
            Quantity = quantity,
        };
        Accept(account, order);
        venue.Ledger.Fill(account, order, market, price, quantity, maker: false, feeRate: 0m);
        return order;
    }

    /// <summary>-2011 for an order that is not open.</summary>
    public VenueOrder Cancel(VenueAccount account, VenueOrder? order)
    {
        if (order is not { IsOpen: true })
        {
            throw new VenueException(-2011, "Unknown order sent.");
        }

        End(account, order, OrderStatus.Canceled);
        return order;
    }

    public void CancelAll(VenueAccount account, string symbol)
    {
        foreach (var order in account.Orders.OpenOn(symbol).ToList())
        {
            End(account, order, OrderStatus.Canceled);
        }
    }

    /// <summary>New price and quantity for a resting limit order; it loses its place, and ends when the new quantity is already executed.</summary>
    public VenueOrder Modify(VenueAccount account, VenueOrder? order, OrderSide side, decimal quantity, decimal price)
    {
        if (order is not { IsOpen: true })
        {
            throw new VenueException(-2013, "Order does not exist.");
        }

        var market = venue.Markets[order.Symbol];
        CheckModify(market, order, side, quantity, price);
        if (quantity <= order.Executed)
        {
            End(account, order, OrderStatus.Canceled);
            return order;
        }

        var now = venue.Clock.NowMs;
        order.Amendments.Add(new OrderAmendment(venue.Ids.NextTransaction(), now, order.Price, price, order.Quantity, quantity, order.Amendments.Count + 1));
        (order.Price, order.Quantity, order.UpdateMs) = (price, quantity, now);
        venue.User.Order(account, order, "AMENDMENT");
        Run(account, order);
        return order;
    }

    /// <summary>The path moved: what rests is filled where it is crossed.</summary>
    public void OnMark(VenueAccount account, VenueMarket market)
    {
        foreach (var order in account.Orders.OpenOn(market.Instrument.Symbol).ToList())
        {
            if (order.IsOpen)
            {
                _matching.TouchResting(account, order, market);
            }
        }
    }

    /// <summary>Orders whose date has come.</summary>
    public void ExpireDue(VenueAccount account, long nowMs)
    {
        foreach (var order in account.Orders.Open.Where(o => o.GoodTillMs > 0 && o.GoodTillMs <= nowMs).ToList())
        {
            End(account, order, OrderStatus.Expired);
        }
    }

    /// <summary>A position that is gone or turned takes its reduce-only orders with it.</summary>
    internal void AfterFill(VenueAccount account, VenueOrder filled, VenuePosition position, decimal amountBefore)
    {
        venue.Algos.AfterOrder(account, filled);
        if (amountBefore == 0m || Math.Sign(position.Amount) == Math.Sign(amountBefore))
        {
            return;
        }

        foreach (var order in account.Orders.OpenOn(position.Symbol).ToList())
        {
            if (order.ReduceOnly && order.PositionSide == position.Side && OrderRules.Closable(position, order.Side) == 0m && order.Id != filled.Id)
            {
                End(account, order, OrderStatus.Expired);
            }
        }

        venue.Algos.AfterPosition(account, position);
    }

    private static void CheckModify(VenueMarket market, VenueOrder order, OrderSide side, decimal quantity, decimal price)
    {
        if (order.Type != OrderType.Limit || order.Side != side)
        {
            throw new VenueException(-4034, "Only limit orders can be modified, and not their side.");
        }

        OrderFilters.CheckPrice(market.Instrument, price);
        OrderFilters.CheckQuantity(market.Instrument, quantity, market: false);
        OrderFilters.CheckPercent(market, side, price);
        OrderFilters.CheckNotional(market.Instrument, quantity, price, order.ReduceOnly);
        if (price == order.Price && quantity == order.Quantity)
        {
            throw new VenueException(-5027, "No need to modify the order.");
        }

        if (order.Amendments.Count >= 10_000)
        {
            throw new VenueException(-5026, "Exceed maximum modify order limit.");
        }
    }

    private VenueOrder Judge(VenueAccount account, OrderRequest request, AlgoOrder? algo)
    {
        var market = venue.Market(request.Symbol) ?? throw new VenueException(-1121, "Invalid symbol.");
        if (algo is null)
        {
            OrderRules.CheckLiquidation(account);
            OrderRules.CheckForm(account, market, request);
        }

        var order = Build(request, algo);
        OrderRules.CheckStatus(market, order.Reduces);
        if (account.Orders.OpenOn(order.Symbol).Any(o => o.ClientId == order.ClientId))
        {
            throw new VenueException(-4116, "ClientOrderId is duplicated.");
        }

        CheckPrices(market, order);
        if (account.Orders.OpenOn(order.Symbol).Count >= market.Instrument.OrdersMax)
        {
            throw new VenueException(-2025, "Reach max open order limit.");
        }

        if (order.Reduces)
        {
            OrderRules.CheckReduces(account, order);
            OrderRules.CheckRoom(venue, account, market, order);
        }
        else
        {
            OrderRules.CheckMargin(venue, account, market, order);
        }

        CheckTimeInForce(market, order);
        return order;
    }

    private static void CheckPrices(VenueMarket market, VenueOrder order)
    {
        if (order.Type == OrderType.Market)
        {
            OrderFilters.CheckCounterparty(market, order.Side);
        }
        else
        {
            OrderFilters.CheckPercent(market, order.Side, order.Price);
        }

        var price = order.Type == OrderType.Market ? market.Mark : order.Price;
        OrderFilters.CheckNotional(market.Instrument, order.Quantity, price, order.ReduceOnly || order.ClosePosition);
    }

    private static void CheckTimeInForce(VenueMarket market, VenueOrder order)
    {
        if (order.TimeInForce == TimeInForce.Gtx && Matching.Crosses(market, order.Side, order.Price))
        {
            throw new VenueException(-5022, "Due to the order could not be executed as maker, the Post Only order will be rejected. The order will not be recorded in the order history");
        }

        if (order.TimeInForce == TimeInForce.Fok && Matching.Takeable(market, order) < order.Quantity)
        {
            throw new VenueException(-5021, "Due to the order could not be filled immediately, the FOK order has been rejected. The order will not be recorded in the order history");
        }
    }

    private VenueOrder Build(OrderRequest request, AlgoOrder? algo)
    {
        var id = venue.Ids.NextOrder();
        return new VenueOrder
        {
            Id = id,
            ClientId = request.ClientId ?? venue.Ids.ClientId(),
            Symbol = request.Symbol,
            Side = request.Side,
            PositionSide = request.PositionSide,
            Type = request.Type,
            TimeInForce = request.TimeInForce ?? TimeInForce.Gtc,
            Origin = algo is null ? OrderOrigin.Client : OrderOrigin.Algo,
            Algo = algo,
            TimeMs = venue.Clock.NowMs,
            UpdateMs = venue.Clock.NowMs,
            ReduceOnly = request.ReduceOnly,
            ClosePosition = algo?.Request.ClosePosition ?? false,
            GoodTillMs = request.GoodTillMs,
            PriceMatch = request.PriceMatch,
            SelfTradePrevention = request.SelfTradePrevention,
            Price = request.Type == OrderType.Limit ? request.Price ?? 0m : 0m,
            Quantity = request.Quantity ?? 0m,
        };
    }

    private void Accept(VenueAccount account, VenueOrder order)
    {
        account.Orders.Add(order);
        venue.User.Order(account, order, "NEW");
    }

    private void Run(VenueAccount account, VenueOrder order)
    {
        _matching.Take(account, order, venue.Markets[order.Symbol]);
        var rests = order.Type == OrderType.Limit && order.TimeInForce is TimeInForce.Gtc or TimeInForce.Gtx or TimeInForce.Gtd;
        var spent = order.Reduces && OrderRules.Closable(account.Position(order.Symbol, order.PositionSide), order.Side) == 0m;
        if (order.IsOpen && (!rests || spent))
        {
            End(account, order, OrderStatus.Expired);
        }
    }

    private void End(VenueAccount account, VenueOrder order, OrderStatus status)
    {
        order.Status = status;
        order.UpdateMs = venue.Clock.NowMs;
        account.Orders.Close(order);
        venue.User.Order(account, order, status.Text());
        venue.Algos.AfterOrder(account, order);
    }
}
