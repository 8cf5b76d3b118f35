using QuantumTrader.Domain.Market;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>All that the top bar says, worked out from one picture, the emergency status and the time.</summary>
public sealed record TopBarModel
{
    /// <summary>Older than this is greyed.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(3);

    public required EnvironmentFrame Frame { get; init; }
    public required Pill Pill { get; init; }
    public required string PillDetail { get; init; }
    public required Shown Equity { get; init; }
    public required Shown Day { get; init; }
    public required Shown Drawdown { get; init; }
    public required Shown DrawdownLimit { get; init; }
    public required Headroom Headroom { get; init; }
    public required Freshness<EngineView> Picture { get; init; }
    public required Freshness<EngineView> Account { get; init; }
    public required Freshness<EngineView> Data { get; init; }
    public required bool IsPictureStale { get; init; }
    public required bool IsAccountStale { get; init; }
    public required string Clock { get; init; }

    public static TopBarModel From(EngineView? view, EmergencyStatus status, DateTimeOffset nowUtc)
    {
        var pill = Pill.Of(view, status);
        var picture = new Freshness<EngineView>(view, view?.AtUtc, AgeMax);
        var account = new Freshness<EngineView>(view, view?.AccountAtUtc, AgeMax);
        return new()
        {
            Frame = EnvironmentFrame.Of(view?.Environment),
            Pill = pill,
            PillDetail = DetailOf(pill, nowUtc),
            Equity = EquityOf(view),
            Day = DayOf(view),
            Drawdown = DrawdownOf(view),
            DrawdownLimit = view?.DrawdownLimit is { } limit ? new(Figures.Percent(-limit)) : Unknown(view, "The policy with the limit has not been read."),
            Headroom = Headroom.Of(view?.Drawdown, view?.DrawdownLimit),
            Picture = picture,
            Account = account,
            Data = new(view, view?.LastDataAtUtc, AgeMax),
            IsPictureStale = picture.State(nowUtc) != FreshnessState.Fresh,
            IsAccountStale = account.State(nowUtc) != FreshnessState.Fresh || picture.State(nowUtc) != FreshnessState.Fresh,
            Clock = Times.Clock(nowUtc),
        };
    }

    private static string DetailOf(Pill pill, DateTimeOffset nowUtc)
    {
        var since = pill.SinceUtc is { } at ? $"since {Times.Since(at, nowUtc)}" : null;
        var by = string.IsNullOrWhiteSpace(pill.By) ? null : $"by {pill.By}";
        var why = string.IsNullOrWhiteSpace(pill.Why) ? null : pill.Why;
        return string.Join(" · ", new[] { since, by, why }.Where(part => part is not null));
    }

    private static Shown EquityOf(EngineView? view) =>
        view?.Equity is { } equity ? new(Figures.Money(equity)) : Unknown(view, "The account could not be read.");

    private static Shown DayOf(EngineView? view)
    {
        if (view?.Equity is not { } equity || view.DayOpenEquity is not { } open)
        {
            return Unknown(view, view?.Equity is null ? "The account could not be read." : "The equity at the start of this UTC day is not known.");
        }

        return (equity - open).ShareOf(open) is { } share
            ? Figures.PercentChange(share) with { Reason = $"{Figures.MoneyChange(equity - open).Text} since 00:00 UTC" }
            : Shown.Unknown("The day opened without equity, so a share means nothing.");
    }

    // Drawdown is kept as a positive share; the screen shows it as the loss that it is.
    private static Shown DrawdownOf(EngineView? view) => view?.Drawdown is { } drawdown
        ? Figures.PercentChange(-drawdown) with { Reason = view.Peak is { } peak ? $"from the peak of {Figures.Money(peak)}" : null }
        : Unknown(view, "The account could not be read.");

    private static Shown Unknown(EngineView? view, string reason) =>
        Shown.Unknown(view is null ? "The engine is starting." : reason);
}
