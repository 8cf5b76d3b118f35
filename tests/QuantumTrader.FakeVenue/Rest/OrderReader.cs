namespace QuantumTrader.FakeVenue;

/// <summary>Reads new orders from parameters, refusing what is missing, malformed or out of place.</summary>
public static class OrderReader
{
    public static OrderRequest Order(Venue venue, RestParameters p)
    {
        var symbol = Symbol(venue, p);
        var side = Side(p);
        var type = Word<OrderType>(p, "type", -1116, "Invalid orderType.") ?? throw RestParameters.Missing("type");
        if (type is not (OrderType.Limit or OrderType.Market))
        {
            throw new VenueException(-4120, "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.");
        }

        var tif = TimeInForceOf(p);
        CheckPlaces(p, type, tif);
        return new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            PositionSide = PositionSideOf(p),
            Type = type,
            TimeInForce = tif,
            Quantity = p.Decimal("quantity"),
            Price = PriceOf(venue.Markets[symbol], side, p),
            ReduceOnly = p.Flag("reduceOnly") ?? false,
            ClientId = p.Text("newClientOrderId"),
            GoodTillMs = tif == TimeInForce.Gtd ? p.Long("goodTillDate") ?? throw RestParameters.Missing("goodTillDate") : 0,
            PriceMatch = p.Text("priceMatch") ?? "NONE",
            SelfTradePrevention = p.Text("selfTradePreventionMode") ?? "EXPIRE_MAKER",
            WantsResult = p.Text("newOrderRespType") switch
            {
                null or "ACK" => false,
                "RESULT" => true,
                _ => throw new VenueException(-1118, "Invalid newOrderRespType."),
            },
        };
    }

    public static AlgoRequest Algo(Venue venue, RestParameters p)
    {
        if (p.Mandatory("algoType") != "CONDITIONAL")
        {
            throw new VenueException(-1130, "Data sent for parameter 'algoType' is not valid.");
        }

        var symbol = Symbol(venue, p);
        var type = Word<OrderType>(p, "type", -1116, "Invalid orderType.") ?? throw RestParameters.Missing("type");
        if (type is OrderType.Limit or OrderType.Market)
        {
            throw new VenueException(-1116, "Invalid orderType.");
        }

        return new AlgoRequest
        {
            Symbol = symbol,
            Side = Side(p),
            PositionSide = PositionSideOf(p),
            Type = type,
            TimeInForce = TimeInForceOf(p) ?? TimeInForce.Gtc,
            Quantity = p.Decimal("quantity"),
            Price = p.Decimal("price"),
            TriggerPrice = p.Decimal("triggerPrice"),
            WorkingType = Word<WorkingType>(p, "workingType", -1130, "Data sent for parameter 'workingType' is not valid.") ?? WorkingType.ContractPrice,
            ReduceOnly = p.Flag("reduceOnly") ?? false,
            ClosePosition = p.Flag("closePosition") ?? false,
            PriceProtect = p.Flag("priceProtect") ?? false,
            ActivatePrice = p.Decimal("activatePrice"),
            CallbackRate = p.Decimal("callbackRate"),
            ClientId = p.Text("clientAlgoId"),
            GoodTillMs = p.Long("goodTillDate") ?? 0,
            PriceMatch = p.Text("priceMatch") ?? "NONE",
            SelfTradePrevention = p.Text("selfTradePreventionMode") ?? "EXPIRE_MAKER",
        };
    }

    public static string Symbol(Venue venue, RestParameters p)
    {
        var symbol = p.Mandatory("symbol");
        return venue.Market(symbol) is not null ? symbol : throw new VenueException(-1121, "Invalid symbol.");
    }

    /// <summary>Null when none was sent; -1121 when it is not listed.</summary>
    public static string? SymbolOrNull(Venue venue, RestParameters p) => p.Text("symbol") is null ? null : Symbol(venue, p);

    public static OrderSide Side(RestParameters p) =>
        Word<OrderSide>(p, "side", -1117, "Invalid side.") ?? throw RestParameters.Missing("side");

    private static PositionSide PositionSideOf(RestParameters p) =>
        Word<PositionSide>(p, "positionSide", -4060, "Invalid position side.") ?? PositionSide.Both;

    private static TimeInForce? TimeInForceOf(RestParameters p) =>
        Word<TimeInForce>(p, "timeInForce", -1115, "Invalid timeInForce.");

    private static T? Word<T>(RestParameters p, string name, int code, string text)
        where T : struct, Enum =>
        p.Text(name) is not { } word ? null : Wire.Parse<T>(word) ?? throw new VenueException(code, text);

    private static void CheckPlaces(RestParameters p, OrderType type, TimeInForce? tif)
    {
        if (p.Flag("closePosition") == true)
        {
            throw new VenueException(-4136, $"Target strategy invalid for orderType {type.Text()},closePosition true");
        }

        if (p.Text("stopPrice") is not null)
        {
            throw new VenueException(-1106, "Parameter 'stopPrice' sent when not required.");
        }

        if (type == OrderType.Market && (p.Text("price") is not null || tif is not null))
        {
            throw new VenueException(-1106, $"Parameter '{(tif is null ? "price" : "timeInForce")}' sent when not required.");
        }

        if (tif == TimeInForce.GteGtc)
        {
            throw new VenueException(-1115, "Invalid timeInForce.");
        }
    }

    private static decimal? PriceOf(VenueMarket market, OrderSide side, RestParameters p) =>
        (p.Text("priceMatch"), side) switch
        {
            (null or "NONE", _) => p.Decimal("price"),
            ("OPPONENT", OrderSide.Buy) or ("QUEUE", OrderSide.Sell) => market.BestAsk,
            ("OPPONENT", _) or ("QUEUE", _) => market.BestBid,
            _ => throw new VenueException(-1130, "Data sent for parameter 'priceMatch' is not valid."),
        };
}
