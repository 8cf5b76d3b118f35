using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>
/// The venue's REST surface as far as it is used, one method per endpoint, nothing interpreted. Each method sends at most one request,
/// once. Expected failures are return values; how much of the venue's limits is used is the transport's own business.
/// Cancelling a token prevents the sending; what was sent is waited for up to the time-out.
/// </summary>
public interface IBinanceApi : IBinanceMarketApi, IBinanceListenKeyApi
{
    // Orders

    ValueTask<BinanceAnswer<BinanceOrder>> PlaceOrderAsync(NewOrderRequest order, CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceAlgoOrder>> PlaceAlgoOrderAsync(NewAlgoOrderRequest order, CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceOrder>> CancelOrderAsync(OrderKey order, CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceAlgoKey>> CancelAlgoOrderAsync(AlgoOrderKey order, CancellationToken stopping);

    /// <summary>Regular orders only.</summary>
    ValueTask<BinanceAnswer<BinanceMessage>> CancelAllOpenOrdersAsync(Symbol symbol, CancellationToken stopping);

    /// <summary>Conditional orders only.</summary>
    ValueTask<BinanceAnswer<BinanceMessage>> CancelAllOpenAlgoOrdersAsync(Symbol symbol, CancellationToken stopping);

    /// <param name="countdown">Whole milliseconds; zero switches it off.</param>
    ValueTask<BinanceAnswer<BinanceCountdown>> CountdownCancelAllAsync(Symbol symbol, TimeSpan countdown, CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceOrder>> GetOrderAsync(OrderKey order, CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceAlgoOrder>> GetAlgoOrderAsync(AlgoOrderKey order, CancellationToken stopping);

    /// <param name="symbol">Null: of all symbols, at forty times the weight.</param>
    ValueTask<BinanceAnswer<IReadOnlyList<BinanceOrder>>> GetOpenOrdersAsync(Symbol? symbol, CancellationToken stopping);

    /// <param name="symbol">Null: of all symbols, at forty times the weight.</param>
    ValueTask<BinanceAnswer<IReadOnlyList<BinanceAlgoOrder>>> GetOpenAlgoOrdersAsync(Symbol? symbol, CancellationToken stopping);

    /// <summary>Open and finished ones of one symbol, newest last, at most 1,000.</summary>
    ValueTask<BinanceAnswer<IReadOnlyList<BinanceAlgoOrder>>> GetAllAlgoOrdersAsync(Symbol symbol, DateTimeOffset? startUtc, CancellationToken stopping);

    // Account

    ValueTask<BinanceAnswer<BinanceAccount>> GetAccountAsync(CancellationToken stopping);

    /// <summary>Symbols with a position or an open order only.</summary>
    ValueTask<BinanceAnswer<IReadOnlyList<BinancePosition>>> GetPositionsAsync(Symbol? symbol, CancellationToken stopping);

    ValueTask<BinanceAnswer<IReadOnlyList<BinanceBalance>>> GetBalancesAsync(CancellationToken stopping);

    ValueTask<BinanceAnswer<IReadOnlyList<BinanceSymbolConfig>>> GetSymbolConfigAsync(Symbol? symbol, CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceAccountConfig>> GetAccountConfigAsync(CancellationToken stopping);

    ValueTask<BinanceAnswer<IReadOnlyList<BinanceSymbolBrackets>>> GetLeverageBracketsAsync(Symbol? symbol, CancellationToken stopping);

    ValueTask<BinanceAnswer<IReadOnlyList<BinanceTrade>>> GetUserTradesAsync(UserTradesQuery query, CancellationToken stopping);

    ValueTask<BinanceAnswer<IReadOnlyList<BinanceIncome>>> GetIncomeAsync(IncomeQuery query, CancellationToken stopping);

    ValueTask<BinanceAnswer<IReadOnlyList<BinanceRateLimit>>> GetOrderRateLimitsAsync(CancellationToken stopping);

    /// <summary>What the key may do. Asked at another host, which test environments do not have.</summary>
    ValueTask<BinanceAnswer<BinanceKeyRestrictions>> GetKeyRestrictionsAsync(CancellationToken stopping);

    // Settings

    ValueTask<BinanceAnswer<BinanceLeverage>> SetLeverageAsync(Symbol symbol, int leverage, CancellationToken stopping);

    /// <param name="marginType">ISOLATED or CROSSED.</param>
    ValueTask<BinanceAnswer<BinanceMessage>> SetMarginTypeAsync(Symbol symbol, string marginType, CancellationToken stopping);

    ValueTask<BinanceAnswer<BinancePositionMode>> GetPositionModeAsync(CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceMessage>> SetPositionModeAsync(bool dualSide, CancellationToken stopping);
}
