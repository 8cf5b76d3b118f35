using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Ui.Overview;

/// <summary>The health strip: what the engine depends on, each with its age.</summary>
public static class HealthItems
{
    public static IReadOnlyList<HealthItem> Of(EngineView view) =>
    [
        new("Market", new(view.MarketDescription), At(view, view.LastDataAtUtc)),
        new("Last bar", view.LastBarCloseUtc is { } close ? new(Times.Full(close)) : Shown.Unknown("No bar has come yet.")),
        new("Account", view.Equity is null ? Shown.Unknown("The account could not be read.") : new("read"), At(view, view.AccountAtUtc)),
        new("Policy", PolicyOf(view)),
        new("Limit in", LimitOf(view)),
        .. VenueItems.Of(view),
        .. RecorderItem.Of(view),
    ];

    /// <summary>The names under which modes are stored and shown.</summary>
    public static string WordOf(RiskMode mode) => mode switch
    {
        RiskMode.Normal => "NORMAL",
        RiskMode.Defensive => "DEFENSIVE",
        RiskMode.AggressiveSmallAccount => "AGGRESSIVE_SMALL_ACCOUNT",
        _ => "UNKNOWN",
    };

    private static Freshness<EngineView> At(EngineView view, DateTimeOffset? atUtc) => new(view, atUtc, TopBarModel.AgeMax);

    private static Shown PolicyOf(EngineView view) => view.PolicyVersion is { } version
        ? new($"v{Figures.Count(version)} · {(view.RiskMode is { } mode ? WordOf(mode) : "mode unknown")}")
        : Shown.Unknown("The policy has not been read; without it nothing new is traded.");

    private static Shown LimitOf(EngineView view)
    {
        if (view.Drawdown is null || view.DrawdownLimit is null)
        {
            return Shown.Unknown("Drawdown or its limit is not known.");
        }

        return Headroom.Of(view.Drawdown, view.DrawdownLimit).Tier == HeadroomTier.Limit
            ? new("reached", Tone.Danger, "The drawdown is at its limit or past it.")
            : Headroom.TimeToLimit(view.EquityCurve) is { } left
                ? new($"{Times.Duration(left)} at this rate", Tone.Caution, "If equity goes on falling as over the last points of the curve.")
                : new("not losing", Tone.Plain, "Equity did not fall over the last points of the curve.");
    }
}
