using System.Globalization;

namespace QuantumTrader.FakeVenue;

/// <summary>The symbol's filters with the venue's codes.</summary>
public static class OrderFilters
{
    public static void CheckPrice(VenueInstrument rules, decimal price)
    {
        if (price <= 0m)
        {
            throw new VenueException(-4001, "Price less than or equal to zero.");
        }

        if (price.Scale > rules.PricePrecision && decimal.Round(price, rules.PricePrecision) != price)
        {
            throw new VenueException(-1111, "Precision is over the maximum defined for this asset.");
        }

        if (rules.PriceMax != 0m && price > rules.PriceMax)
        {
            throw new VenueException(-4002, "Price greater than max price.");
        }

        if (rules.PriceMin != 0m && price < rules.PriceMin)
        {
            throw new VenueException(-4013, "Price less than min price.");
        }

        if (price % rules.TickSize != 0m)
        {
            throw new VenueException(-4014, "Price not increased by tick size.");
        }
    }

    public static void CheckQuantity(VenueInstrument rules, decimal quantity, bool market)
    {
        if (quantity <= 0m)
        {
            throw new VenueException(-4003, "Quantity less than or equal to zero.");
        }

        if (decimal.Round(quantity, rules.QuantityPrecision) != quantity)
        {
            throw new VenueException(-1111, "Precision is over the maximum defined for this asset.");
        }

        var (min, max, step) = market
            ? (rules.MarketQuantityMin, rules.MarketQuantityMax, rules.MarketStepSize)
            : (rules.QuantityMin, rules.QuantityMax, rules.StepSize);
        if (min != 0m && quantity < min)
        {
            throw new VenueException(-4004, "Quantity less than min quantity.");
        }

        if (max != 0m && quantity > max)
        {
            throw new VenueException(-4005, "Quantity greater than max quantity.");
        }

        if (step != 0m && quantity % step != 0m)
        {
            throw new VenueException(-4023, "Quantity not increased by step size.");
        }
    }

    /// <summary>A limit price around the mark.</summary>
    public static void CheckPercent(VenueMarket market, OrderSide side, decimal price)
    {
        var rules = market.Instrument;
        var (high, low) = (market.Mark * rules.PercentUp, market.Mark * rules.PercentDown);
        if (side == OrderSide.Buy && price > high)
        {
            throw new VenueException(-4016, $"Limit price can't be higher than {Bound(rules, high)}.");
        }

        if (side == OrderSide.Sell && price < low)
        {
            throw new VenueException(-4024, $"Limit price can't be lower than {Bound(rules, low)}.");
        }
    }

    /// <summary>A market order's best counterparty.</summary>
    public static void CheckCounterparty(VenueMarket market, OrderSide side)
    {
        var rules = market.Instrument;
        if (market.Depth.Levels == 0)
        {
            throw new VenueException(-1112, "No orders on book for symbol.");
        }

        if (side == OrderSide.Buy ? market.BestAsk > market.Mark * rules.PercentUp : market.BestBid < market.Mark * rules.PercentDown)
        {
            throw new VenueException(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.");
        }
    }

    public static void CheckNotional(VenueInstrument rules, decimal quantity, decimal price, bool reduceOnly)
    {
        if (!reduceOnly && quantity * price < rules.NotionalMin)
        {
            throw new VenueException(-4164, string.Create(CultureInfo.InvariantCulture,
                $"Order's notional must be no smaller than {rules.NotionalMin:0.0###} (unless you choose reduce only)."));
        }
    }

    private static string Bound(VenueInstrument rules, decimal price) => VenueJson.Plain(decimal.Round(price, rules.PricePrecision));
}
