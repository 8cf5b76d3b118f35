using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>One picture of the account out of what the venue tells in four places: balances, positions, settings, transfers.</summary>
internal sealed class AccountReader(IBinanceApi api, BinanceCalls calls, TransferSum transfers, ServerClock clock, BinanceOptions options, IReadOnlyList<Symbol> traded)
{
    private const decimal MarginSeenMin = 0.9m; // the marks move between two questions

    /// <summary>Asked once more when the answers contradict each other: something may have been filled between them.</summary>
    public async ValueTask<ExchangeRead<AccountSnapshot>> ReadAsync(CancellationToken stopping)
    {
        var (read, contradicts) = await ReadOnceAsync(stopping).ConfigureAwait(false);
        return contradicts ? (await ReadOnceAsync(stopping).ConfigureAwait(false)).Read : read;
    }

    private async ValueTask<(ExchangeRead<AccountSnapshot> Read, bool Contradicts)> ReadOnceAsync(CancellationToken stopping)
    {
        var began = clock.UtcNow;
        var askedAccount = calls.ReadAsync(() => api.GetAccountAsync(stopping), stopping).AsTask();
        var askedPositions = calls.ReadAsync(() => api.GetPositionsAsync(null, stopping), stopping).AsTask();
        var askedConfig = calls.ReadAsync(() => api.GetSymbolConfigAsync(null, stopping), stopping).AsTask();
        var account = await askedAccount.ConfigureAwait(false);
        var atUtc = began + ((clock.UtcNow - began) / 2);
        var (positions, config) = (await askedPositions.ConfigureAwait(false), await askedConfig.ConfigureAwait(false));
        if (!account.TryGet(out var money)) return (Failed("account", account.Failure), false);
        if (!positions.TryGet(out var held)) return (Failed("positions", positions.Failure), false);
        if (!config.TryGet(out var settings)) return (Failed("leverage", config.Failure), false);
        if (money.Assets.FirstOrDefault(a => a.Asset == options.SettlementAsset) is not { } asset)
        {
            return (Failed("account", $"it holds no {options.SettlementAsset}; transfer some to the futures wallet"), false);
        }

        if (Contradiction(money, held) is { } contradiction)
        {
            return (Failed("positions", contradiction), true);
        }

        var sum = await transfers.ReadAsync(asset.WalletBalance, atUtc, stopping).ConfigureAwait(false);
        var leverages = settings.GroupBy(s => s.Symbol).ToDictionary(g => g.Key, g => g.First().Leverage);
        List<VenuePosition> legs = [];
        return (AddLegs(legs, held, leverages) is { } wrong
            ? Failed("positions", wrong)
            : ExchangeRead<AccountSnapshot>.Ok(new AccountSnapshot
            {
                WalletBalance = new(asset.WalletBalance),
                UnrealisedPnl = new(asset.UnrealizedProfit),
                AvailableBalance = new(asset.AvailableBalance),
                NetTransfers = sum.Amount,
                TransfersSinceUtc = sum.SinceUtc,
                TransfersUnread = sum.IsUnread,
                Leverages = traded.Where(s => leverages.ContainsKey(s.Value)).ToDictionary(s => s, s => new Leverage(leverages[s.Value])),
                Positions = legs,
                AtUtc = atUtc,
            }), false);
    }

    /// <summary>
    /// Null, or why the list of positions is not whole: an account that binds margin for positions has them. A list that is believed empty
    /// would end trades, cancel stops and prove a stop flat.
    /// </summary>
    private static string? Contradiction(BinanceAccount money, IReadOnlyList<BinancePosition> held)
    {
        var open = held.Where(p => p.PositionAmt != 0m).ToArray();
        var bound = open.Sum(p => p.MaintMargin ?? 0m);
        var isTold = open.All(p => p.MaintMargin is not null);
        return money.TotalMaintMargin > 0m && isTold && !(bound >= money.TotalMaintMargin * MarginSeenMin)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the account binds {money.TotalMaintMargin} of margin for positions, and the list has {open.Length} of them with {bound}")
            : null;
    }


    /// <returns>Null, or what does not fit: a position that is left out would look flat.</returns>
    private static string? AddLegs(List<VenuePosition> legs, IReadOnlyList<BinancePosition> held, Dictionary<string, decimal> leverages)
    {
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
