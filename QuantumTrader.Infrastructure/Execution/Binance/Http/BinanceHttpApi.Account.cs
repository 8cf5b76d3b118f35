using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <content>The account and its settings.</content>
public sealed partial class BinanceHttpApi
{
    public ValueTask<BinanceAnswer<BinanceAccount>> GetAccountAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.Account, new(), Json.BinanceAccount, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinancePosition>>> GetPositionsAsync(Symbol? symbol, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.Positions, Of(symbol), Json.IReadOnlyListBinancePosition, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceBalance>>> GetBalancesAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.Balances, new(), Json.IReadOnlyListBinanceBalance, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceSymbolConfig>>> GetSymbolConfigAsync(Symbol? symbol, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.SymbolConfig, Of(symbol), Json.IReadOnlyListBinanceSymbolConfig, stopping);

    public ValueTask<BinanceAnswer<BinanceAccountConfig>> GetAccountConfigAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.AccountConfig, new(), Json.BinanceAccountConfig, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceSymbolBrackets>>> GetLeverageBracketsAsync(Symbol? symbol, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.LeverageBrackets, Of(symbol), Json.IReadOnlyListBinanceSymbolBrackets, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceTrade>>> GetUserTradesAsync(UserTradesQuery query, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.UserTrades,
        Of(query.Symbol).Add("orderId", query.OrderId).Add("fromId", query.FromId).Add("startTime", Ms(query.StartUtc)).Add("limit", query.Limit),
        Json.IReadOnlyListBinanceTrade,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceIncome>>> GetIncomeAsync(IncomeQuery query, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.Income,
        Of(query.Symbol).Add("incomeType", query.IncomeType).Add("startTime", Ms(query.StartUtc)).Add("endTime", Ms(query.EndUtc)).Add("limit", query.Limit),
        Json.IReadOnlyListBinanceIncome,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceRateLimit>>> GetOrderRateLimitsAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.OrderRateLimits, new(), Json.IReadOnlyListBinanceRateLimit, stopping);

    public ValueTask<BinanceAnswer<BinanceKeyRestrictions>> GetKeyRestrictionsAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.KeyRestrictions, new(), Json.BinanceKeyRestrictions, stopping);

    public ValueTask<BinanceAnswer<BinanceLeverage>> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.SetLeverage, Of(symbol).Add("leverage", leverage), Json.BinanceLeverage, stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> SetMarginTypeAsync(Symbol symbol, string marginType, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.SetMarginType, Of(symbol).Add("marginType", marginType), Json.BinanceMessage, stopping);

    public ValueTask<BinanceAnswer<BinancePositionMode>> GetPositionModeAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.GetPositionMode, new(), Json.BinancePositionMode, stopping);

    public ValueTask<BinanceAnswer<BinanceMessage>> SetPositionModeAsync(bool dualSide, CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.SetPositionMode, new RequestParameters().Add("dualSidePosition", dualSide), Json.BinanceMessage, stopping);
}
