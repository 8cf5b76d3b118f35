namespace QuantumTrader.FakeVenue;

/// <summary>Leverage, margin type, modes, dead-man's switches. Under <see cref="Venue.Gate"/>; refuses by <see cref="VenueException"/>.</summary>
public sealed class AccountSettings(Venue venue)
{
    public void SetLeverage(VenueAccount account, VenueMarket market, int leverage)
    {
        var symbol = market.Instrument.Symbol;
        var settings = account.Settings(symbol);
        if (leverage < 1 || leverage > market.Instrument.Brackets[0].LeverageMax)
        {
            throw new VenueException(-4028, "Leverage is not valid.");
        }

        var legs = Legs(account, symbol);
        if (settings.MarginType == MarginType.Isolated && leverage < settings.Leverage && legs.Any(p => p.Amount != 0m))
        {
            throw new VenueException(-4161, "Leverage reduction is not supported in Isolated Margin Mode with open positions.");
        }

        if (legs.Any(p => MarginMath.Of(account, market, p.Side).Exposure > MarginMath.NotionalMax(market.Instrument, leverage)))
        {
            throw new VenueException(-2027, "Exceeded the maximum allowable position at current leverage.");
        }

        var before = settings.Leverage;
        settings.Leverage = leverage;
        if (leverage < before && MarginMath.Of(account, venue).Free < 0m)
        {
            settings.Leverage = before;
            throw new VenueException(-2028, "Leverage is smaller than permitted: insufficient margin balance.");
        }

        if (leverage != before)
        {
            venue.User.Leverage(account, symbol, leverage);
        }
    }

    public static void SetMarginType(VenueAccount account, string symbol, MarginType type)
    {
        var settings = account.Settings(symbol);
        if (settings.MarginType == type)
        {
            throw new VenueException(-4046, "No need to change margin type.");
        }

        if (account.Orders.HasOpenOn(symbol) || account.Algos.Open.Any(a => a.Symbol == symbol))
        {
            throw new VenueException(-4047, "Margin type cannot be changed if there exists open orders.");
        }

        if (Legs(account, symbol).Any(p => p.Amount != 0m))
        {
            throw new VenueException(-4048, "Margin type cannot be changed if there exists position.");
        }

        settings.MarginType = type;
    }

    public static void SetHedgeMode(VenueAccount account, bool hedge)
    {
        if (account.HedgeMode == hedge)
        {
            throw new VenueException(-4059, "No need to change position side.");
        }

        if (account.Orders.OpenCount > 0 || account.Algos.Open.Count > 0)
        {
            throw new VenueException(-4067, "Position side cannot be changed if there exists open orders.");
        }

        if (account.Positions.Any(p => p.Amount != 0m))
        {
            throw new VenueException(-4068, "Position side cannot be changed if there exists position.");
        }

        account.HedgeMode = hedge;
    }

    public void SetMultiAssets(VenueAccount account, bool on)
    {
        if (account.MultiAssets == on)
        {
            throw new VenueException(-4171, "No need to change multi-assets mode.");
        }

        account.MultiAssets = on;
        venue.User.MultiAssets(account, on);
    }

    /// <summary>Cancels the symbol's regular orders when the time is up without another call; 0 stops the countdown.</summary>
    public void SetCountdown(VenueAccount account, string symbol, long milliseconds)
    {
        account.Countdowns.Remove(symbol);
        if (milliseconds > 0)
        {
            account.Countdowns[symbol] = venue.Clock.NowMs + Math.Min(milliseconds, int.MaxValue);
        }
    }

    internal void RunCountdowns(VenueAccount account, long nowMs)
    {
        foreach (var (symbol, dueMs) in account.Countdowns.Where(c => c.Value <= nowMs).ToList())
        {
            account.Countdowns.Remove(symbol);
            venue.Orders.CancelAll(account, symbol);
        }
    }

    private static List<VenuePosition> Legs(VenueAccount account, string symbol) =>
        [account.Position(symbol, PositionSide.Both), account.Position(symbol, PositionSide.Long), account.Position(symbol, PositionSide.Short)];
}
