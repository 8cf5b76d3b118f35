namespace QuantumTrader.FakeVenue;

/// <summary>Everything that a position's line may show.</summary>
public sealed record PositionLine(VenuePosition Position, VenueMarket Market, SymbolSettings Settings, SymbolMargin Margin, decimal LiquidationPrice)
{
    public bool IsIsolated => Settings.MarginType == MarginType.Isolated;

    public decimal IsolatedMargin => IsIsolated ? Position.IsolatedWallet + Margin.Unrealised : 0m;

    public static PositionLine Of(Venue venue, VenueAccount account, string symbol, PositionSide side, AccountMargin all)
    {
        var (market, position) = (venue.Markets[symbol], account.Position(symbol, side));
        return new PositionLine(position, market, account.Settings(symbol), MarginMath.Of(account, market, side),
            MarginMath.LiquidationPrice(account, venue, position, all));
    }
}
