using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>One picture of the account out of what the venue tells in four places: balances, positions, settings, transfers.</summary>
internal sealed class AccountReader(IBinanceApi api, BinanceCalls calls, TransferSum transfers, ServerClock clock, BinanceOptions options)
{
    public async ValueTask<ExchangeRead<AccountSnapshot>> ReadAsync(CancellationToken stopping)
    {
        var began = clock.UtcNow;
        var askedAccount = calls.ReadAsync(() => api.GetAccountAsync(stopping), stopping).AsTask();
        var askedPositions = calls.ReadAsync(() => api.GetPositionsAsync(null, stopping), stopping).AsTask();
        var askedConfig = calls.ReadAsync(() => api.GetSymbolConfigAsync(null, stopping), stopping).AsTask();
        var account = await askedAccount.ConfigureAwait(false);
        var atUtc = began + ((clock.UtcNow - began) / 2);
        var (positions, config) = (await askedPositions.ConfigureAwait(false), await askedConfig.ConfigureAwait(false));
        if (!account.TryGet(out var money)) return Failed("account", account.Failure);
        if (!positions.TryGet(out var held)) return Failed("positions", positions.Failure);
        if (!config.TryGet(out var settings)) return Failed("leverage", config.Failure);
        if (money.Assets.FirstOrDefault(a => a.Asset == options.SettlementAsset) is not { } asset)
        {
            return Failed("account", $"it holds no {options.SettlementAsset}; transfer some to the futures wallet");
        }

        var sum = await transfers.ReadAsync(asset.WalletBalance, stopping).ConfigureAwait(false);
        List<VenuePosition> legs = [];
        return AddLegs(legs, held, settings) is { } wrong
            ? Failed("positions", wrong)
            : ExchangeRead<AccountSnapshot>.Ok(new AccountSnapshot
            {
                WalletBalance = new(asset.WalletBalance),
                UnrealisedPnl = new(asset.UnrealizedProfit),
                AvailableBalance = new(asset.AvailableBalance),
                NetTransfers = sum,
                Positions = legs,
                AtUtc = atUtc,
            });
    }

    /// <returns>Null, or what does not fit: a position that is left out would look flat.</returns>
    private static string? AddLegs(List<VenuePosition> legs, IReadOnlyList<BinancePosition> held, IReadOnlyList<BinanceSymbolConfig> settings)
    {
        var leverages = settings.GroupBy(s => s.Symbol).ToDictionary(g => g.Key, g => g.First().Leverage);
        foreach (var position in held.Where(p => p.PositionAmt != 0m))
        {
            if (!Symbol.TryCreate(position.Symbol, out var symbol)) return $"the account holds {Http.WireText.Clean(position.Symbol)}, which cannot be traded here; close it by hand";
            if (!leverages.TryGetValue(position.Symbol, out var leverage)) return $"the venue does not tell the leverage of {symbol}";
            legs.Add(LegOf(position, symbol, leverage));
        }

        return null;
    }

    private static VenuePosition LegOf(BinancePosition position, Symbol symbol, decimal leverage)
    {
        var quantity = Math.Abs(position.PositionAmt);
        return new()
        {
            Symbol = symbol,
            Direction = position.PositionAmt > 0m ? Direction.Long : Direction.Short,
            PositionSide = VenueWords.Leg(position.PositionSide),
            Quantity = new(quantity),
            EntryPrice = new(position.EntryPrice),
            MarkPrice = new(position.MarkPrice),
            UnrealisedPnl = new(position.UnrealizedProfit),
            Leverage = new(leverage),
            Margin = new(position.PositionInitialMargin ?? position.InitialMargin ?? (leverage > 0m ? quantity * position.MarkPrice / leverage : 0m)),
            LiquidationPrice = VenueWords.PriceOf(position.LiquidationPrice),
        };
    }

    private static ExchangeRead<AccountSnapshot> Failed(string what, string why) => ExchangeRead<AccountSnapshot>.Failed($"The {what} could not be read: {why}");
}
