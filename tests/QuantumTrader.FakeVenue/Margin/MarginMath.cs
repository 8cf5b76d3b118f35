namespace QuantumTrader.FakeVenue;

/// <summary>Initial and maintenance margin by brackets, from positions, open orders and marks.</summary>
public static class MarginMath
{
    public static VenueBracket BracketAt(VenueInstrument rules, decimal notional) =>
        rules.Brackets.FirstOrDefault(b => notional <= b.NotionalCap) ?? rules.Brackets[^1];

    /// <summary>The largest notional that a leverage allows, USDT; 0 when no bracket allows it.</summary>
    public static decimal NotionalMax(VenueInstrument rules, int leverage) =>
        rules.Brackets.Where(b => b.LeverageMax >= leverage).Select(b => b.NotionalCap).DefaultIfEmpty(0m).Max();

    public static decimal Maintenance(VenueInstrument rules, decimal notional)
    {
        var bracket = BracketAt(rules, notional);
        return decimal.Max((notional * bracket.MaintenanceRate) - bracket.Cumulative, 0m);
    }

    /// <summary>One leg's margin. <paramref name="extra"/> is signed notional (buys above zero) of an order not yet there, <paramref name="taken"/> a signed quantity that the position will lose.</summary>
    public static SymbolMargin Of(VenueAccount account, VenueMarket market, PositionSide side, decimal extra = 0m, decimal taken = 0m)
    {
        var position = account.Position(market.Instrument.Symbol, side);
        var signed = (position.Amount - taken) * market.Mark;
        var (buys, sells) = (decimal.Max(extra, 0m), decimal.Max(-extra, 0m));
        foreach (var order in account.Orders.OpenOn(market.Instrument.Symbol))
        {
            if (order.PositionSide == side && !order.Reduces)
            {
                var notional = order.Remaining * order.Price;
                (buys, sells) = order.Side == OrderSide.Buy ? (buys + notional, sells) : (buys, sells + notional);
            }
        }

        var exposure = decimal.Max(Math.Abs(signed + buys), Math.Abs(signed - sells));
        var held = Math.Abs(signed);
        decimal leverage = account.Settings(market.Instrument.Symbol).Leverage;
        return new SymbolMargin(
            signed,
            position.Unrealised(market.Mark),
            held / leverage,
            decimal.Max(exposure - held, 0m) / leverage,
            Maintenance(market.Instrument, held),
            exposure);
    }

    public static AccountMargin Of(VenueAccount account, Venue venue)
    {
        decimal unrealised = 0m, crossUnrealised = 0m, positions = 0m, orders = 0m, maintenance = 0m, crossMaintenance = 0m, crossPositions = 0m, isolated = 0m;
        foreach (var (symbol, side) in Legs(account))
        {
            var margin = Of(account, venue.Markets[symbol], side);
            unrealised += margin.Unrealised;
            positions += margin.PositionInitial;
            orders += margin.OrderInitial;
            maintenance += margin.Maintenance;
            if (account.Settings(symbol).MarginType == MarginType.Crossed)
            {
                crossUnrealised += margin.Unrealised;
                crossMaintenance += margin.Maintenance;
                crossPositions += margin.PositionInitial;
            }
            else
            {
                isolated += account.Position(symbol, side).IsolatedWallet;
            }
        }

        return new AccountMargin
        {
            Wallet = account.Wallet,
            CrossWallet = account.Wallet - isolated,
            Unrealised = unrealised,
            CrossUnrealised = crossUnrealised,
            PositionInitial = positions,
            OrderInitial = orders,
            Maintenance = maintenance,
            CrossMaintenance = crossMaintenance,
            CrossInitial = crossPositions + orders,
        };
    }

    /// <summary>Every leg with a position or an open order.</summary>
    public static HashSet<(string Symbol, PositionSide Side)> Legs(VenueAccount account)
    {
        var legs = new HashSet<(string, PositionSide)>();
        foreach (var position in account.Positions)
        {
            if (position.Amount != 0m)
            {
                legs.Add((position.Symbol, position.Side));
            }
        }

        foreach (var order in account.Orders.Open)
        {
            legs.Add((order.Symbol, order.PositionSide));
        }

        return legs;
    }

    /// <summary>The mark at which this position's margin would be used up, other marks standing still; 0 when there is none.</summary>
    public static decimal LiquidationPrice(VenueAccount account, Venue venue, VenuePosition position, AccountMargin all)
    {
        if (position.Amount == 0m)
        {
            return 0m;
        }

        var market = venue.Markets[position.Symbol];
        var own = Of(account, market, position.Side);
        var funds = account.Settings(position.Symbol).MarginType == MarginType.Isolated
            ? position.IsolatedWallet
            : all.CrossBalance - own.Unrealised - (all.CrossMaintenance - own.Maintenance);
        var bracket = BracketAt(market.Instrument, Math.Abs(own.Notional));
        var slope = position.Amount - (Math.Abs(position.Amount) * bracket.MaintenanceRate);
        var price = slope == 0m ? 0m : (position.Cost - funds - bracket.Cumulative) / slope;
        return decimal.Max(decimal.Round(price, 8), 0m);
    }
}
