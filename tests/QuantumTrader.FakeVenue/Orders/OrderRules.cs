using System.Text.RegularExpressions;

namespace QuantumTrader.FakeVenue;

/// <summary>Whether an order may be placed, judged against the account and the market, cheapest refusals first.</summary>
public static partial class OrderRules
{
    // A market buy is assumed to pay a little more than the best ask, a sell to get the best bid.
    private const decimal MarketMarkup = 1.0005m;

    /// <summary>Client ids: ^[\.A-Z\:/a-z0-9_-]{1,36}$</summary>
    [GeneratedRegex(@"^[\.A-Z\:/a-z0-9_-]{1,36}$")]
    private static partial Regex ClientIdForm();

    public static void CheckClientId(string clientId, string name)
    {
        if (clientId.Length > 36)
        {
            throw new VenueException(-4015, "Client order id length should be less than 36 chars");
        }

        if (!ClientIdForm().IsMatch(clientId))
        {
            throw new VenueException(-1100, $"Illegal characters found in parameter '{name}'; legal range is '^[\\.A-Z\\:/a-z0-9_-]{{1,36}}$'.");
        }
    }

    /// <summary>Everything that does not depend on positions, orders or margin.</summary>
    public static void CheckForm(VenueAccount account, VenueMarket market, OrderRequest request)
    {
        CheckMode(account, request.PositionSide, request.ReduceOnly);
        if (request.ClientId is { } clientId)
        {
            CheckClientId(clientId, "newClientOrderId");
        }

        var quantity = request.Quantity ?? throw RestParameters.Missing("quantity");
        OrderFilters.CheckQuantity(market.Instrument, quantity, request.Type == OrderType.Market);
        if (request.Type == OrderType.Limit)
        {
            OrderFilters.CheckPrice(market.Instrument, request.Price ?? throw RestParameters.Missing("price"));
            _ = request.TimeInForce ?? throw RestParameters.Missing("timeInForce");
        }
    }

    public static void CheckMode(VenueAccount account, PositionSide side, bool reduceOnly)
    {
        if (account.HedgeMode != side is PositionSide.Long or PositionSide.Short)
        {
            throw new VenueException(-4061, "Order's position side does not match user's setting.");
        }

        if (account.HedgeMode && reduceOnly)
        {
            throw new VenueException(-1106, "Parameter 'reduceonly' sent when not required.");
        }
    }

    public static void CheckStatus(VenueMarket market, bool reduces)
    {
        switch (market.Status)
        {
            case "TRADING":
                return;
            case "SETTLING" or "CLOSE" or "DELIVERED" or "PENDING_TRADING":
                throw new VenueException(-4141, "Symbol is closed.");
            default:
                if (!reduces)
                {
                    throw new VenueException(-4140, "Invalid symbol status for opening position.");
                }

                return;
        }
    }

    /// <summary>-2022: nothing to reduce, or open reduce-only orders already cover the position.</summary>
    public static void CheckReduces(VenueAccount account, VenueOrder order)
    {
        var position = account.Position(order.Symbol, order.PositionSide);
        var closable = Closable(position, order.Side);
        // What closes the whole position goes through whatever rests; its quantity is the position.
        if (order.ClosePosition && closable > 0m)
        {
            return;
        }

        var covered = account.Orders.OpenOn(order.Symbol)
            .Where(o => o.Reduces && o.Side == order.Side && o.PositionSide == order.PositionSide)
            .Sum(o => o.Remaining);
        var tooMuch = order.PositionSide == PositionSide.Both
            ? covered > 0m && covered + decimal.Min(order.Quantity, closable) > closable
            : covered + order.Quantity > closable;
        if (closable == 0m || tooMuch)
        {
            throw new VenueException(-2022, "ReduceOnly Order is rejected.");
        }
    }

    /// <summary>-4118: what rests on the same side would open the other direction once the position is smaller, and nothing is free for that.</summary>
    public static void CheckRoom(Venue venue, VenueAccount account, VenueMarket market, VenueOrder order)
    {
        var taken = decimal.Min(order.Quantity, Closable(account.Position(order.Symbol, order.PositionSide), order.Side)) * (order.Side == OrderSide.Sell ? 1m : -1m);
        var more = MarginMath.Of(account, market, order.PositionSide, taken: taken).Initial - MarginMath.Of(account, market, order.PositionSide).Initial;
        if (more > decimal.Max(MarginMath.Of(account, venue).Free, 0m))
        {
            throw new VenueException(-4118, "ReduceOnly Order Failed. Please check your existing position and open orders");
        }
    }

    /// <summary>-2023: the venue closes what the account has, and takes nothing new from it.</summary>
    public static void CheckLiquidation(VenueAccount account)
    {
        if (account.InLiquidation)
        {
            throw new VenueException(-2023, "User in liquidation mode now.");
        }
    }

    /// <summary>How much an order of that side can take off the position.</summary>
    public static decimal Closable(VenuePosition position, OrderSide side) =>
        side == OrderSide.Sell ? decimal.Max(position.Amount, 0m) : decimal.Max(-position.Amount, 0m);

    /// <summary>Bracket (-2027) and margin (-2019), with the order as if it rested already.</summary>
    public static void CheckMargin(Venue venue, VenueAccount account, VenueMarket market, VenueOrder order)
    {
        var price = AssumedPrice(market, order);
        var signed = order.Remaining * price * (order.Side == OrderSide.Buy ? 1m : -1m);
        var before = MarginMath.Of(account, market, order.PositionSide);
        var after = MarginMath.Of(account, market, order.PositionSide, signed);
        if (after.Exposure <= before.Exposure)
        {
            return;
        }

        var leverage = account.Settings(order.Symbol).Leverage;
        if (after.Exposure > MarginMath.NotionalMax(market.Instrument, leverage))
        {
            throw new VenueException(-2027, "Exceeded the maximum allowable position at current leverage.");
        }

        var loss = decimal.Max(order.Side == OrderSide.Buy ? price - market.Mark : market.Mark - price, 0m) * order.Remaining;
        if (MarginMath.Of(account, venue).Free - (after.Initial - before.Initial) - loss < 0m)
        {
            throw new VenueException(-2019, "Margin is insufficient.");
        }
    }

    private static decimal AssumedPrice(VenueMarket market, VenueOrder order) => (order.Type, order.Side) switch
    {
        (OrderType.Market, OrderSide.Buy) => market.BestAsk * MarketMarkup,
        (OrderType.Market, _) => market.BestBid,
        (_, OrderSide.Sell) => decimal.Max(order.Price, market.BestBid),
        _ => order.Price,
    };
}
