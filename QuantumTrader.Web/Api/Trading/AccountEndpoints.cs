using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Api.Trading;

/// <summary>What is open now, from the engine's picture. A picture that is too old is an error, never an empty list.</summary>
internal static class AccountEndpoints
{
    // The venue is asked twice a second.
    private static readonly TimeSpan VenueAgeMax = TimeSpan.FromSeconds(10);

    public static void MapAccount(this RouteGroupBuilder api)
    {
        api.MapGet("/positions", Positions)
            .Describe("getPositions", AccessAction.SeeTrading, "Open positions")
            .Answers<PositionList>(StatusCodes.Status200OK);
        api.MapGet("/orders", Orders)
            .Describe("getOrders", AccessAction.SeeTrading, "Open orders, as last read from the venue")
            .Answers<OrderList>(StatusCodes.Status200OK);
        api.MapGet("/denials", Denials)
            .Describe("getDenials", AccessAction.SeeTrading, "Why orders were denied: by reason, and the last of them", "Since the start; the journal has all as order.denied.")
            .Answers<DenialList>(StatusCodes.Status200OK);
    }

    private static ApiAnswer Positions(HttpContext http, IEngineViews views, TimeProvider time)
    {
        var (view, now) = (views.Current, time.GetUtcNow());
        var problem = new ApiQuery(http.Request).Problem ?? Picture.Problem(view, now) ?? Picture.OfLeader(view!) ?? Picture.Problem("The account", view!.AccountReadAtUtc, AgeMaxOf(view), now);
        return problem ?? ApiAnswer.Json(
            StatusCodes.Status200OK, new PositionList(view!.AtUtc, (now - view.AtUtc).TotalSeconds, view.AccountReadAtUtc!.Value, [.. view.Positions.Select(FactsOf)]), ApiJson.Default.PositionList);
    }

    private static ApiAnswer Orders(HttpContext http, IEngineViews views, TimeProvider time)
    {
        var (view, now) = (views.Current, time.GetUtcNow());
        var problem = new ApiQuery(http.Request).Problem ?? Picture.Problem(view, now) ?? Picture.OfLeader(view!) ?? Picture.Problem("The list of orders", view!.OrdersAtUtc, AgeMaxOf(view), now);
        return problem ?? ApiAnswer.Json(
            StatusCodes.Status200OK, new OrderList(view!.AtUtc, (now - view.AtUtc).TotalSeconds, view.OrdersAtUtc!.Value, [.. view.Orders.Select(FactsOf)]), ApiJson.Default.OrderList);
    }

    private static ApiAnswer Denials(HttpContext http, IEngineViews views, TimeProvider time)
    {
        var (view, now) = (views.Current, time.GetUtcNow());
        return new ApiQuery(http.Request).Problem ?? Picture.Problem(view, now) ?? ApiAnswer.Json(
            StatusCodes.Status200OK,
            new DenialList(view!.AtUtc, (now - view.AtUtc).TotalSeconds, view.DenialCount, [.. view.DenialGroups.Select(FactsOf)], [.. view.Denials.Select(d => new DenialFacts(d.AtUtc, d.Symbol.Value, d.Codes, d.Details))]),
            ApiJson.Default.DenialList);
    }

    private static DenialGroup FactsOf(DenialGroupRow g) => new(
        g.Code, DenialCodes.RunbookOf(g.Code), g.Count, g.InLastHour, g.FirstAtUtc, g.LastAtUtc, g.LastSymbol.Value, g.LastDetail);

    private static PositionFacts FactsOf(PositionRow p) => new(
        p.Symbol.Value, p.Direction, p.Quantity.Value, p.Notional.Value, p.Entry.Value, p.Mark.Value, p.Pnl.Value, p.LiquidationDistance?.Value, p.Leverage.Value, p.StopPresent, p.Model, p.OpenedAtUtc);

    private static OrderFacts FactsOf(OrderRow o) => new(
        o.ClientOrderId, o.Symbol.Value, o.Side, o.Type, o.Purpose, o.Quantity.Value, o.Price?.Value, o.IsConditional, o.UpdatedAtUtc);

    /// <summary>A reading that failed once is made up for by the next; two in a row make it old.</summary>
    private static TimeSpan AgeMaxOf(EngineView view) => view.VenueLookEvery * 3 > VenueAgeMax ? view.VenueLookEvery * 3 : VenueAgeMax;
}
