using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Api.Trading;

internal static class PolicyEndpoint
{
    public static void MapPolicy(this RouteGroupBuilder api) => api.MapGet("/policy", Get)
        .Describe("getPolicy", AccessAction.SeeTrading, "The policy that the engine goes by, and how old it is")
        .Answers<PolicyFacts>(StatusCodes.Status200OK);

    private static ApiAnswer Get(HttpContext http, IEngineViews views, IOptions<PolicyOptions> options, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if ((new ApiQuery(http.Request).Problem ?? Picture.Problem(views.Current, now)) is { } problem)
        {
            return problem;
        }

        return views.Current!.Policy is { Policy: { } policy, ReadAtUtc: { } readAtUtc }
            ? ApiAnswer.Json(StatusCodes.Status200OK, FactsOf(policy, readAtUtc, now, options.Value.AgeMax), ApiJson.Default.PolicyFacts)
            : ApiProblems.Of(ProblemKind.StoreUnavailable, "The engine has no policy that it could go by; nothing new is traded. See docs/runbooks/policy-missing.md.");
    }

    private static PolicyFacts FactsOf(TradingPolicy p, DateTimeOffset readAtUtc, DateTimeOffset nowUtc, TimeSpan ageMax) => new(
        p.Version, readAtUtc, (nowUtc - readAtUtc).TotalSeconds, ageMax.TotalSeconds, !(nowUtc - readAtUtc <= ageMax), RiskModeNames.NameOf(p.ActiveMode), p.AllowNewTrades, p.EmergencyMode, p.EmergencyReason,
        p.SymbolNotionalMax.Value, p.TotalExposureMax.Value, p.PriceCollar.Value, p.EntriesPerMinuteMax, p.DuplicateWindow.TotalSeconds, p.DataAgeMax.TotalSeconds, p.DrawdownLimit.Value,
        p.Modes.ToDictionary(m => RiskModeNames.NameOf(m.Key), m => LimitsOf(m.Value), StringComparer.Ordinal), p.UpdatedAtUtc, p.UpdatedBy);

    private static ModeLimits LimitsOf(RiskModeLimits m) => new(
        m.LeverageMax.Value, m.RiskPerTradeMax.Value, m.DailyDrawdownMax.Value, m.PositionsMax, m.ConfidenceMin, m.ScalingFactor.Value, m.PositionSizeCap.Value, m.EnableRl, m.EnableClm);
}
