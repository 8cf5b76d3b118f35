using System.Collections.Frozen;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>The endpoints that are used, with the weights that the venue documents. Its header is believed over all of them.</summary>
internal static class BinanceEndpoints
{
    private const int WholeMax = 32 * 1024 * 1024; // bytes, of lists without pages: all contracts, and the orders that a stop must see to the last

    public static readonly BinanceEndpoint Time = Get("/fapi/v1/time", 1, EndpointAccess.Public, CallTurn.Safety);
    public static readonly BinanceEndpoint ExchangeInfo = Get("/fapi/v1/exchangeInfo", 1, EndpointAccess.Public) with { BodyMax = WholeMax };
    public static readonly BinanceEndpoint Klines = Get("/fapi/v1/klines", 5, EndpointAccess.Public);
    public static readonly BinanceEndpoint PremiumIndex = Get("/fapi/v1/premiumIndex", 1, EndpointAccess.Public, CallTurn.Safety);
    public static readonly BinanceEndpoint AllPremiumIndexes = PremiumIndex with { Weight = 10 };

    public static readonly BinanceEndpoint CreateListenKey = new(HttpMethod.Post, "/fapi/v1/listenKey", EndpointAccess.Key, 1, CallTurn.Safety);
    public static readonly BinanceEndpoint KeepListenKey = new(HttpMethod.Put, "/fapi/v1/listenKey", EndpointAccess.Key, 1, CallTurn.Safety);
    public static readonly BinanceEndpoint CloseListenKey = new(HttpMethod.Delete, "/fapi/v1/listenKey", EndpointAccess.Key, 1, CallTurn.Ordinary);

    public static readonly BinanceEndpoint PlaceOrder = Post("/fapi/v1/order", 0);
    public static readonly BinanceEndpoint PlaceReducingOrder = PlaceOrder with { Turn = CallTurn.Safety };
    public static readonly BinanceEndpoint PlaceAlgoOrder = Post("/fapi/v1/algoOrder", 0);
    public static readonly BinanceEndpoint PlaceReducingAlgoOrder = PlaceAlgoOrder with { Turn = CallTurn.Safety };
    public static readonly BinanceEndpoint CancelOrder = Delete("/fapi/v1/order", 1);
    public static readonly BinanceEndpoint CancelAlgoOrder = Delete("/fapi/v1/algoOrder", 1);
    public static readonly BinanceEndpoint CancelAllOpenOrders = Delete("/fapi/v1/allOpenOrders", 1);
    public static readonly BinanceEndpoint CancelAllOpenAlgoOrders = Delete("/fapi/v1/algoOpenOrders", 1);
    public static readonly BinanceEndpoint CountdownCancelAll = Post("/fapi/v1/countdownCancelAll", 10);

    public static readonly BinanceEndpoint GetOrder = Get("/fapi/v1/order", 1, turn: CallTurn.Safety);
    public static readonly BinanceEndpoint GetAlgoOrder = Get("/fapi/v1/algoOrder", 1, turn: CallTurn.Safety);
    public static readonly BinanceEndpoint OpenOrders = Get("/fapi/v1/openOrders", 1, turn: CallTurn.StopReading);
    public static readonly BinanceEndpoint AllOpenOrders = OpenOrders with { Weight = 40, BodyMax = WholeMax };
    public static readonly BinanceEndpoint OpenAlgoOrders = Get("/fapi/v1/openAlgoOrders", 1, turn: CallTurn.StopReading);
    public static readonly BinanceEndpoint AllOpenAlgoOrders = OpenAlgoOrders with { Weight = 40, BodyMax = WholeMax };
    public static readonly BinanceEndpoint AllAlgoOrders = Get("/fapi/v1/allAlgoOrders", 5);

    public static readonly BinanceEndpoint Account = Get("/fapi/v3/account", 5, turn: CallTurn.StopReading);
    public static readonly BinanceEndpoint Positions = Get("/fapi/v3/positionRisk", 5, turn: CallTurn.StopReading);
    public static readonly BinanceEndpoint Balances = Get("/fapi/v3/balance", 5);
    public static readonly BinanceEndpoint SymbolConfig = Get("/fapi/v1/symbolConfig", 5, turn: CallTurn.Safety);
    public static readonly BinanceEndpoint AccountConfig = Get("/fapi/v1/accountConfig", 5);
    public static readonly BinanceEndpoint LeverageBrackets = Get("/fapi/v1/leverageBracket", 1);
    public static readonly BinanceEndpoint UserTrades = Get("/fapi/v1/userTrades", 5);
    public static readonly BinanceEndpoint Income = Get("/fapi/v1/income", 30);
    public static readonly BinanceEndpoint OrderRateLimits = Get("/fapi/v1/rateLimit/order", 1);
    public static readonly BinanceEndpoint KeyRestrictions = Get("/sapi/v1/account/apiRestrictions", 1, EndpointAccess.Wallet);

    public static readonly BinanceEndpoint SetLeverage = Post("/fapi/v1/leverage", 1);
    public static readonly BinanceEndpoint SetMarginType = Post("/fapi/v1/marginType", 1);
    public static readonly BinanceEndpoint GetPositionMode = Get("/fapi/v1/positionSide/dual", 30);
    public static readonly BinanceEndpoint SetPositionMode = Post("/fapi/v1/positionSide/dual", 1);

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        Time.Name, ExchangeInfo.Name, Klines.Name, PremiumIndex.Name, CreateListenKey.Name, KeepListenKey.Name, CloseListenKey.Name, PlaceOrder.Name,
        PlaceAlgoOrder.Name, CancelOrder.Name, CancelAlgoOrder.Name, CancelAllOpenOrders.Name, CancelAllOpenAlgoOrders.Name, CountdownCancelAll.Name,
        GetOrder.Name, GetAlgoOrder.Name, OpenOrders.Name, OpenAlgoOrders.Name, AllAlgoOrders.Name, Account.Name, Positions.Name, Balances.Name,
        SymbolConfig.Name, AccountConfig.Name, LeverageBrackets.Name, UserTrades.Name, Income.Name, OrderRateLimits.Name, KeyRestrictions.Name,
        SetLeverage.Name, SetMarginType.Name, GetPositionMode.Name, SetPositionMode.Name);

    /// <param name="name">Verb and path, such as <c>GET /fapi/v1/income</c>.</param>
    public static bool IsKnown(string name) => Names.Contains(name);

    /// <summary>Bars cost by how many are asked for.</summary>
    public static int WeightOfKlines(int limit) => limit switch
    {
        < 100 => 1,
        < 500 => 2,
        <= 1_000 => 5,
        _ => 10,
    };

    private static BinanceEndpoint Get(string path, int weight, EndpointAccess access = EndpointAccess.Signed, CallTurn turn = CallTurn.Ordinary) =>
        new(HttpMethod.Get, path, access, weight, turn);

    private static BinanceEndpoint Post(string path, int weight) => new(HttpMethod.Post, path, EndpointAccess.Signed, weight, CallTurn.Ordinary);

    private static BinanceEndpoint Delete(string path, int weight) => new(HttpMethod.Delete, path, EndpointAccess.Signed, weight, CallTurn.Safety);
}
