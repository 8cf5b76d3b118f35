using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>The venue's published messages, read by the real transport: each is parsed, or it stands here why nobody asks for it.</summary>
public class WireExampleTests
{
    private const string NotAsked = "not asked for: no decision is made by it";
    private const string NotSent = "not used: each order is sent, changed and cancelled by itself, so that each has an outcome of its own";

    private static readonly Dictionary<string, string> Unused = new()
    {
        ["Account/GetAccountInfo"] = "version 2; version 3 is used",
        ["Account/GetPositionInformation"] = "version 2; version 3 is used",
        ["Account/GetBnbBurnStatus"] = NotAsked,
        ["Account/GetMarginChangeHistory"] = NotAsked,
        ["Account/GetMultiAssetsMode"] = "the account's settings tell it",
        ["Account/GetPositionAdlQuantileEstimation"] = NotAsked,
        ["Account/GetTradingStatus"] = NotAsked,
        ["Account/GetUserCommissionRate"] = "fees come with each fill",
        ["Account/ModifyPositionMargin"] = "not used: isolated margin is left as it is",
        ["Account/SetBnbBurnStatus"] = "a matter of the account's owner",
        ["Account/SetMultiAssetsMode"] = "a matter of the account's owner; the mode is refused",
        ["ExchangeData/GetAggregatedTradeHistory"] = NotAsked,
        ["ExchangeData/GetBookPrice"] = NotAsked,
        ["ExchangeData/GetContinuousContractKlines"] = NotAsked,
        ["ExchangeData/GetFundingInfo"] = NotAsked,
        ["ExchangeData/GetFundingRates"] = NotAsked,
        ["ExchangeData/GetIndexPriceKlines"] = NotAsked,
        ["ExchangeData/GetMarkPriceKlines"] = NotAsked,
        ["ExchangeData/GetOrderBook"] = NotAsked,
        ["ExchangeData/GetPremiumIndexKlines"] = NotAsked,
        ["ExchangeData/GetPrice"] = NotAsked,
        ["ExchangeData/GetRecentTrades"] = NotAsked,
        ["ExchangeData/GetTicker"] = NotAsked,
        ["ExchangeData/GetTradeHistory"] = NotAsked,
        ["Trading/CancelMultipleOrders"] = NotSent,
        ["Trading/EditMultipleOrders"] = NotSent,
        ["Trading/EditOrder"] = NotSent,
        ["Trading/PlaceMultipleOrders"] = NotSent,
        ["Trading/GetForcedOrders"] = "the client id of a fill's order tells it",
        ["Trading/GetOpenOrder"] = "the order itself is asked for, open or not",
        ["Trading/GetOrderEditHistory"] = NotAsked,
        ["Trading/GetOrders"] = "each order is asked for by its id",
    };

    private static readonly Dictionary<string, Func<BinanceHttpApi, Task<string>>> Used = new()
    {
        ["Account/ChangeInitialLeverage"] = async api => Value(await api.SetLeverageAsync(Gateway.Btc, 21, default)).Leverage.ToString(Invariant),
        ["Account/ChangeMarginType"] = async api => Value(await api.SetMarginTypeAsync(Gateway.Btc, "ISOLATED", default)).Msg!,
        ["Account/GetAccountConfiguration"] = async api => $"{Value(await api.GetAccountConfigAsync(default)).DualSidePosition}",
        ["Account/GetAccountInfoV3"] = async api => Value(await api.GetAccountAsync(default)).Assets[0].WalletBalance.ToString(Invariant),
        ["Account/GetBalances"] = async api => Value(await api.GetBalancesAsync(default))[0].Balance.ToString(Invariant),
        ["Account/GetBrackets"] = async api => Value(await api.GetLeverageBracketsAsync(null, default))[0].Brackets[0].InitialLeverage.ToString(Invariant),
        ["Account/GetIncomeHistory"] = async api => string.Join(' ', Value(await api.GetIncomeAsync(new(null), default)).Select(i => $"{i.IncomeType} {i.Income} {i.TranId}")),
        ["Account/GetOrderRateLimit"] = async api => $"{Value(await api.GetOrderRateLimitsAsync(default))[1].Limit}",
        ["Account/GetSymbolConfiguration"] = async api => Value(await api.GetSymbolConfigAsync(null, default))[0].MarginType,
        ["Account/KeepAliveUserStream"] = async api => Value(await api.KeepListenKeyAsync(default)).GetType().Name,
        ["Account/ModifyPositionMode"] = async api => Value(await api.SetPositionModeAsync(true, default)).Msg!,
        ["Account/StartUserStream"] = async api => Value(await api.CreateListenKeyAsync(default)).ListenKey[..6],
        ["Account/StopUserStream"] = async api => Value(await api.CloseListenKeyAsync(default)).GetType().Name,
        ["ExchangeData/GetExchangeInfo"] = async api => string.Join(' ', Value(await api.GetExchangeInfoAsync(default)).Symbols[0].Filters.Select(f => f.FilterType)),
        ["ExchangeData/GetKlines"] = async api => $"{Value(await api.GetKlinesAsync(new(Gateway.Btc, "1m"), default))[0]}",
        ["ExchangeData/GetMarkPrice"] = async api => Value(await api.GetPremiumIndexAsync(Gateway.Btc, default))[0].MarkPrice.ToString(Invariant),
        ["ExchangeData/GetServerTime"] = async api => $"{Value(await api.GetTimeAsync(default)).ServerTime}",
        ["Trading/CancelAllConditionalOrders"] = async api => $"{Value(await api.CancelAllOpenAlgoOrdersAsync(Gateway.Btc, default)).Code}",
        ["Trading/CancelAllOrders"] = async api => $"{Value(await api.CancelAllOpenOrdersAsync(Gateway.Btc, default)).Code}",
        ["Trading/CancelAllOrdersAfterTimeout"] = async api => $"{Value(await api.CountdownCancelAllAsync(Gateway.Btc, TimeSpan.FromSeconds(100), default)).CountdownTime}",
        ["Trading/CancelConditionalOrder"] = async api => $"{Value(await api.CancelAlgoOrderAsync(new(1, null), default)).AlgoId}",
        ["Trading/CancelOrder"] = async api => Value(await api.CancelOrderAsync(new(Gateway.Btc, 1, null), default)).Status,
        ["Trading/GetConditionalOrder"] = async api => $"{Value(await api.GetAlgoOrderAsync(new(1, null), default)).ActualOrderId}",
        ["Trading/GetConditionalOrders"] = async api => $"{Value(await api.GetAllAlgoOrdersAsync(Gateway.Btc, null, default))[0].ActualQty}",
        ["Trading/GetOpenConditionalOrders"] = async api => $"{Value(await api.GetOpenAlgoOrdersAsync(null, default))[0].ActualOrderId is null}",
        ["Trading/GetOpenOrders"] = async api => $"{Value(await api.GetOpenOrdersAsync(null, default))[0].OrderId}",
        ["Trading/GetOrder"] = async api => Value(await api.GetOrderAsync(new(Gateway.Btc, 1, null), default)).ClientOrderId,
        ["Trading/GetPositions"] = async api => string.Join(' ', Value(await api.GetPositionsAsync(null, default)).Select(p => $"{p.PositionSide} {p.PositionAmt}")),
        ["Trading/GetUserTrades"] = async api => $"{Value(await api.GetUserTradesAsync(new(Gateway.Btc), default))[0].Id}",
        ["Trading/PlaceConditionalOrder"] = async api => $"{Value(await api.PlaceAlgoOrderAsync(new() { Symbol = Gateway.Btc, Side = "BUY", PositionSide = "BOTH", Type = "STOP_MARKET", Quantity = 1, TriggerPrice = 1, WorkingType = "MARK_PRICE", ClientAlgoId = Gateway.Entry().ClientOrderId }, default)).AlgoId}",
        ["Trading/PlaceOrder"] = async api => $"{Value(await api.PlaceOrderAsync(new() { Symbol = Gateway.Btc, Side = "BUY", PositionSide = "BOTH", Type = "MARKET", Quantity = 1, ClientOrderId = Gateway.Entry().ClientOrderId }, default)).OrderId}",
    };

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Account/ChangeInitialLeverage"] = "21",
        ["Account/GetAccountInfoV3"] = "23.72469206",
        ["Account/GetBrackets"] = "75",
        ["Account/GetIncomeHistory"] = "TRANSFER -0.37500000 9689322392 COMMISSION -0.01000000 9689322392",
        ["Account/GetOrderRateLimit"] = "20000",
        ["ExchangeData/GetMarkPrice"] = "11793.63104562",
        ["Trading/CancelAllOrdersAfterTimeout"] = "100000",
        ["Trading/GetConditionalOrder"] = "974828356187",
        ["Trading/GetOpenConditionalOrders"] = "True",
        ["Trading/GetPositions"] = "LONG 0.001 SHORT 0.000",
        ["Trading/PlaceConditionalOrder"] = "2146760",
    };

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static string Folder => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "binance", "Endpoints", "UsdFutures"));

    [SharedDataFact]
    public void Examples_AreEachReadOrExplained()
    {
        var files = Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories).Select(f => Path.ChangeExtension(Path.GetRelativePath(Folder, f), null).Replace('\\', '/'));
        Assert.Equal(Used.Keys.Concat(Unused.Keys).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.Empty(Used.Keys.Intersect(Unused.Keys));
    }

    [SharedDataFact]
    public async Task Examples_OfWhatIsUsed_AreReadToTheLast()
    {
        foreach (var (name, call) in Used)
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, name + ".txt"));
            using var gateway = new Gateway();
            gateway.Venue.On($"{lines[0].Trim()} {lines[1].Trim()}", string.Join('\n', lines.Skip(3)));
            var read = await call(gateway.Api);
            Assert.Equal((name, Expected.GetValueOrDefault(name, read)), (name, read));
            Assert.Equal((name, lines[2].Trim() == "true"), (name, gateway.Venue.Calls.Single()["signature"] is not null));
        }
    }

    private static T Value<T>(BinanceAnswer<T> answer) => answer.TryGet(out var value) ? value : throw new InvalidOperationException(answer.Failure);
}
