using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Api.Trading;

internal static class PolicyEndpoint
{
    private const int TakeMax = 500;
    private const int TakeDefault = 50;

    public static void MapPolicy(this RouteGroupBuilder api)
    {
        api.MapGet("/policy", Get)
            .Describe("getPolicy", AccessAction.SeeTrading, "The policy that the engine goes by, and how old it is")
            .Answers<PolicyFacts>(StatusCodes.Status200OK);
        api.MapGet("/policy/history", HistoryAsync)
            .Describe("getPolicyHistory", AccessAction.SeeTrading, "Who changed the policy, why, and what")
            .Query("take", $"how many versions at most; up to {TakeMax}", TakeDefault)
            .Answers<PolicyHistory>(StatusCodes.Status200OK);
        api.MapPost("/policy/dry-run", (HttpContext http, PolicyPosts posts) => posts.DryRunAsync(http))
            .Describe("dryRunPolicy", AccessAction.SeeTrading, "What the orders of the last 24 hours would have been under a change", "Changes nothing. Says what the journal does not hold.")
            .Takes<PolicyDryRunRequest>()
            .Answers<PolicyDryRunFacts>(StatusCodes.Status200OK)
            .MayRefuse(StatusCodes.Status409Conflict);
        api.MapPost("/policy/change", (HttpContext http, PolicyPosts posts) => posts.ChangeAsync(http))
            .Describe("changePolicy", AccessAction.TightenPolicy, "Change the policy", "What allows less in every field takes effect at once by one operator. What allows more in any field needs the role Risk, the key owner's TOTP code, and where it is set a second person and an end.")
            .Takes<PolicyChangeRequest>()
            .Answers<PolicyChanged>(StatusCodes.Status200OK)
            .MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, IPolicyControl control)
    {
        var query = new ApiQuery(http.Request);
        var take = (int)query.Whole("take", TakeDefault, 1, TakeMax);
        return query.Problem ?? await control.HistoryAsync(ApiGuard.CallerOf(http), take, http.RequestAborted) switch
        {
            Guarded<IReadOnlyList<PolicyVersion>>.Done done => ApiAnswer.Json(StatusCodes.Status200OK, new PolicyHistory([.. done.Value.Select(PolicyPosts.FactsOf)]), ApiJson.Default.PolicyHistory),
            Guarded<IReadOnlyList<PolicyVersion>>.Refused refused => ApiProblems.Refused(refused.Refusal),
            _ => throw new InvalidOperationException("A third kind of answer."),
        };
    }

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
        p.Modes.ToDictionary(m => RiskModeNames.NameOf(m.Key), m => LimitsOf(m.Value), StringComparer.Ordinal), p.UpdatedAtUtc, p.UpdatedBy)
    {
        EmergencyTrigger = p.EmergencyTrigger,
        UpdateReason = p.UpdateReason,
        AllTimeDrawdownLimit = p.AllTimeDrawdownLimit.Value,
        LossVelocityMaxUsdPerMinute = p.LossVelocityMax.Value,
        ConcentrationMax = p.ConcentrationMax.Value,
        MarginUseMax = p.MarginUseMax.Value,
        LiquidationDistanceMin = p.LiquidationDistanceMin.Value,
        WindowCollar = p.WindowCollar.Value,
        WindowCollarSpanSeconds = p.WindowCollarSpan.TotalSeconds,
        RepeatedExecutionsMax = p.RepeatedExecutionsMax,
        RepeatedExecutionWindowSeconds = p.RepeatedExecutionWindow.TotalSeconds,
        Temporary = [.. (p.Temporary ?? []).Select(t => new TemporaryFacts(t.Field, t.Back, t.UntilUtc))],
    };

    private static ModeLimits LimitsOf(RiskModeLimits m) => new(
        m.LeverageMax.Value, m.RiskPerTradeMax.Value, m.DailyDrawdownMax.Value, m.PositionsMax, m.ConfidenceMin, m.ScalingFactor.Value, m.PositionSizeCap.Value, m.EnableRl, m.EnableClm)
    {
        LeverageMin = m.LeverageMin.Value,
        AllowNewPositions = m.AllowNewPositions,
        EnableMetaStrategy = m.EnableMetaStrategy,
        EnablePal = m.EnablePal,
        EnablePba = m.EnablePba,
        EnableDynamicTpsl = m.EnableDynamicTpsl,
        EnableRetraining = m.EnableRetraining,
    };
}
