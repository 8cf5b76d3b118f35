using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Api.Trading;

/// <summary>Trades from the store of this machine; what it has not taken yet is told beside them.</summary>
internal static class TradesEndpoint
{
    private const int SkipMax = 1_000_000;
    private const int TakeMax = 500;
    private const int TakeDefault = 100;

    public static void MapTrades(this RouteGroupBuilder api) => api.MapGet("/trades", GetAsync)
        .Describe("getTrades", AccessAction.SeeTrading, "Trades, open ones or those that are over, newest first")
        .Query("state", "open (the default) or closed", "closed")
        .Query("skip", "closed only: how many to leave out", 0)
        .Query("take", $"closed only: how many at most; up to {TakeMax}", TakeDefault)
        .Answers<TradeList>(StatusCodes.Status200OK);

    private static async Task<IResult> GetAsync(HttpContext http, ITradeStateStore store, IEngineViews views, TimeProvider time)
    {
        var query = new ApiQuery(http.Request);
        var isClosed = query.Choice("state", "open", "closed") == "closed";
        var (skip, take) = ((int)query.Whole("skip", 0, 0, SkipMax), (int)query.Whole("take", TakeDefault, 1, TakeMax));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var trades = isClosed ? await store.ListClosedAsync(skip, take, http.RequestAborted) : await store.ListOpenAsync(null, http.RequestAborted);
        var now = time.GetUtcNow();
        var behind = Picture.Problem(views.Current, now) is null ? views.Current!.Storage?.TradesBehind : null;
        var next = isClosed && trades.Count == take ? skip + take : (long?)null;
        return ApiAnswer.Json(StatusCodes.Status200OK, new TradeList(now, behind, [.. trades.Select(FactsOf)], next), ApiJson.Default.TradeList);
    }

    private static TradeFacts FactsOf(TradeState t) => new(
        t.TradeId.Value, t.Symbol.Value, t.Direction, t.Phase.ToString(), t.QuantityPlanned.Value, t.QuantityEntered.Value, t.QuantityOpen.Value, t.EntryPrice?.Value, t.ExitPrice?.Value,
        t.Leverage.Value, t.NetPnl.Value, t.GrossPnl.Value, t.Fees.Value, t.Funding.Value, t.ExitReason, $"{t.ModelId} {t.ModelVersion}".Trim(), t.PlannedAtUtc, t.OpenedAtUtc, t.ClosedAtUtc);
}
