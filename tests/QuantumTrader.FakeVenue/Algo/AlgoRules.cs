namespace QuantumTrader.FakeVenue;

/// <summary>Whether a conditional order may be placed. Positions and margin are judged only when it triggers.</summary>
public static class AlgoRules
{
    public const int OpenMax = 200;

    public static void Check(VenueAccount account, VenueMarket market, AlgoRequest request)
    {
        OrderRules.CheckLiquidation(account);
        OrderRules.CheckMode(account, request.PositionSide, request.ReduceOnly);
        if (request.ClientId is { } clientId)
        {
            OrderRules.CheckClientId(clientId, "clientAlgoId");
        }

        OrderRules.CheckStatus(market, request.ReduceOnly || request.ClosePosition);
        CheckNumbers(market, request);
        CheckAgainstOthers(account, request);
        if (IsPast(market, request))
        {
            throw new VenueException(-2021, "Order would immediately trigger.");
        }
    }

    private static void CheckNumbers(VenueMarket market, AlgoRequest request)
    {
        var rules = market.Instrument;
        CheckClosePosition(request);
        if (!request.ClosePosition)
        {
            var quantity = request.Quantity ?? throw RestParameters.Missing("quantity");
            OrderFilters.CheckQuantity(rules, quantity, market: !IsLimit(request.Type));
        }

        if (IsLimit(request.Type))
        {
            OrderFilters.CheckPrice(rules, request.Price ?? throw RestParameters.Missing("price"));
        }

        if (request.Type == OrderType.TrailingStopMarket)
        {
            CheckTrail(rules, request);
        }
        else
        {
            OrderFilters.CheckPrice(rules, request.TriggerPrice ?? throw RestParameters.Missing("triggerPrice"));
        }
    }

    private static void CheckClosePosition(AlgoRequest request)
    {
        if (!request.ClosePosition)
        {
            return;
        }

        if (request.Type is not (OrderType.StopMarket or OrderType.TakeProfitMarket))
        {
            throw new VenueException(-4136, "Target strategy invalid for orderType and closePosition.");
        }

        if (request.Quantity is > 0m)
        {
            throw new VenueException(-4137, "Quantity must be zero with closePosition equals true.");
        }

        if (request.ReduceOnly)
        {
            throw new VenueException(-1106, "Parameter 'reduceonly' sent when not required.");
        }
    }

    private static void CheckTrail(VenueInstrument rules, AlgoRequest request)
    {
        if (request.CallbackRate is not (>= 0.1m and <= 20m))
        {
            throw new VenueException(-2007, "Invalid callBack rate.");
        }

        if (request.ActivatePrice is { } activate)
        {
            OrderFilters.CheckPrice(rules, activate);
        }
    }

    private static void CheckAgainstOthers(VenueAccount account, AlgoRequest request)
    {
        if (account.Algos.Open.Any(a => a.ClientId == request.ClientId))
        {
            throw new VenueException(-4116, "ClientOrderId is duplicated.");
        }

        if (account.Algos.Open.Count >= OpenMax)
        {
            throw new VenueException(-4045, "Reach max stop order limit.");
        }

        if (request.ClosePosition && account.Algos.Open.Any(a => a.Request.ClosePosition && a.Symbol == request.Symbol
            && a.Request.Side == request.Side && a.Request.PositionSide == request.PositionSide && a.Request.Type == request.Type))
        {
            throw new VenueException(-4130, "An open stop or take profit order with GTE and closePosition in the direction is existing.");
        }

        if (request.TimeInForce == TimeInForce.GteGtc && account.Position(request.Symbol, request.PositionSide).Amount == 0m)
        {
            throw new VenueException(-4509, "Time in Force (TIF) GTE can only be used with open positions. Please ensure that positions are available.");
        }
    }

    private static bool IsPast(VenueMarket market, AlgoRequest request)
    {
        var price = PriceOf(market, request);
        return request.Type == OrderType.TrailingStopMarket
            ? request.ActivatePrice is { } activate && (request.Side == OrderSide.Sell ? activate <= price : activate >= price)
            : Hit(request, price);
    }

    public static decimal PriceOf(VenueMarket market, AlgoRequest request) =>
        request.WorkingType == WorkingType.MarkPrice ? market.Mark : market.Last;

    public static bool IsLimit(OrderType type) => type is OrderType.Stop or OrderType.TakeProfit;

    /// <summary>Stops trigger on the far side of the price, take-profits on the near one.</summary>
    public static bool Hit(AlgoRequest request, decimal price)
    {
        var stop = request.Type is OrderType.Stop or OrderType.StopMarket;
        return stop == (request.Side == OrderSide.Buy) ? price >= request.TriggerPrice : price <= request.TriggerPrice;
    }
}
