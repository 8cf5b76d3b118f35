using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <content>The account and its settings.</content>
public sealed partial class BinanceNetApi
{
    public ValueTask<BinanceAnswer<BinanceAccount>> GetAccountAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.Account, (c, window, limited) => c.UsdFuturesApi.Account.GetAccountInfoV3Async(window, limited), Json.BinanceAccount, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinancePosition>>> GetPositionsAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.Positions, (c, window, limited) => c.UsdFuturesApi.Trading.GetPositionsAsync(symbol?.Value, window, limited), Json.IReadOnlyListBinancePosition, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceBalance>>> GetBalancesAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.Balances, (c, window, limited) => c.UsdFuturesApi.Account.GetBalancesAsync(window, limited), Json.IReadOnlyListBinanceBalance, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceSymbolConfig>>> GetSymbolConfigAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.SymbolConfig,
        (c, window, limited) => c.UsdFuturesApi.Account.GetSymbolConfigurationAsync(symbol?.Value, window, limited),
        Json.IReadOnlyListBinanceSymbolConfig,
        stopping);

    public ValueTask<BinanceAnswer<BinanceAccountConfig>> GetAccountConfigAsync(CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.AccountConfig, (c, window, limited) => c.UsdFuturesApi.Account.GetAccountConfigurationAsync(window, limited), Json.BinanceAccountConfig, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceSymbolBrackets>>> GetLeverageBracketsAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.LeverageBrackets,
        (c, window, limited) => c.UsdFuturesApi.Account.GetBracketsAsync(symbol?.Value, window, limited),
        Json.IReadOnlyListBinanceSymbolBrackets,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceTrade>>> GetUserTradesAsync(UserTradesQuery query, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.UserTrades,
        (c, window, limited) => c.UsdFuturesApi.Trading.GetUserTradesAsync(
            query.Symbol.Value, query.StartUtc?.UtcDateTime, null, query.Limit, query.FromId, query.OrderId, window, limited),
        Json.IReadOnlyListBinanceTrade,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceIncome>>> GetIncomeAsync(IncomeQuery query, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.Income,
        (c, window, limited) => c.UsdFuturesApi.Account.GetIncomeHistoryAsync(
            query.Symbol?.Value, query.IncomeType, query.StartUtc?.UtcDateTime, query.EndUtc?.UtcDateTime, null, query.Limit, window, limited),
        Json.IReadOnlyListBinanceIncome,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceRateLimit>>> GetOrderRateLimitsAsync(CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.OrderRateLimits, (c, window, limited) => c.UsdFuturesApi.Account.GetOrderRateLimitAsync(window, limited), Json.IReadOnlyListBinanceRateLimit, stopping);

    public ValueTask<BinanceAnswer<BinanceKeyRestrictions>> GetKeyRestrictionsAsync(CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.KeyRestrictions, (c, window, limited) => c.SpotApi.Account.GetAPIKeyPermissionsAsync(window, limited), Json.BinanceKeyRestrictions, stopping);

    public ValueTask<BinanceAnswer<BinanceLeverage>> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.SetLeverage,
        (c, window, limited) => c.UsdFuturesApi.Account.ChangeInitialLeverageAsync(symbol.Value, leverage, window, limited),
        Json.BinanceLeverage,
        stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> SetMarginTypeAsync(Symbol symbol, string marginType, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.SetMarginType,
        (c, window, limited) => c.UsdFuturesApi.Account.ChangeMarginTypeAsync(symbol.Value, NetWords.Margin(marginType), window, limited),
        Json.BinanceMessage,
        stopping);

    public ValueTask<BinanceAnswer<BinancePositionMode>> GetPositionModeAsync(CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.GetPositionMode, (c, window, limited) => c.UsdFuturesApi.Account.GetPositionModeAsync(window, limited), Json.BinancePositionMode, stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> SetPositionModeAsync(bool dualSide, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.SetPositionMode,
        (c, window, limited) => c.UsdFuturesApi.Account.ModifyPositionModeAsync(dualSide, window, limited),
        Json.BinanceMessage,
        stopping);
}
