using System.Globalization;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Alerts;

/// <summary>From the engine's picture and its health.</summary>
internal static class TradingSigns
{
    private const decimal WarnAt = 0.6m; // of the limit
    private const decimal CriticalAt = 0.8m;
    private const int DenialsInARow = 20;
    private static readonly TimeSpan DenialsFor = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<AlertSign>? DrawdownTripped(AlertFacts facts) => facts.KnownView is not { } view ? Signs.NotKnown
        : Signs.When(view.DrawdownStatus == DrawdownStatus.Breached, () => new($"{FallOf(view.Drawdown)}; the limit is {Percent(view.DrawdownLimit)}. It stays so until an authorised reset."));

    public static IReadOnlyList<AlertSign>? DrawdownWarning(AlertFacts facts)
    {
        if (facts.KnownView is not { Drawdown: { } fall, DrawdownLimit: { Value: > 0m } limit })
        {
            return Signs.NotKnown;
        }

        var used = fall.Value / limit.Value;
        return Signs.When(!(used < WarnAt), () => new(
            string.Create(CultureInfo.InvariantCulture, $"{FallOf(fall)}: {used * 100m:0} % of the limit of {Percent(limit)} at which everything is closed."),
            Severity: used < CriticalAt ? null : AlertSeverity.Critical));
    }

    public static IReadOnlyList<AlertSign>? OrdersUnknown(AlertFacts facts) => Each(facts, facts.KnownView?.UnknownSymbols, static symbol =>
        $"The venue did not answer about an order in {symbol}. No entry in it until the venue has said what is true.");

    /// <summary>A ban, or a key, account or mode that the venue does not take.</summary>
    public static IReadOnlyList<AlertSign>? VenueRefuses(AlertFacts facts) => facts.KnownView is not { } view ? Signs.NotKnown
        : view.Venue?.Refusal is { } refusal ? [new(refusal)]
        : Signs.When(view.Venue?.BannedUntilUtc is not null, () => new(string.Create(
            CultureInfo.InvariantCulture, $"The venue takes no request from here until {view.Venue!.BannedUntilUtc:u}, no cancel and no close either. Stops that rest there work without us.")));

    /// <summary>While trading is allowed, and for so long and so often that it is no chance; a mode that allows none speaks for itself.</summary>
    public static IReadOnlyList<AlertSign>? EntriesDenied(AlertFacts facts) => facts.KnownView is not { } view ? Signs.NotKnown
        : Signs.When(view is { Mode: TradingMode.Active, DenialsInARow: >= DenialsInARow, DenialsInARowSinceUtc: { } since } && facts.NowUtc - since >= DenialsFor, () => new(string.Create(
            CultureInfo.InvariantCulture,
            $"{view.DenialsInARow} entries were denied one after the other since {view.DenialsInARowSinceUtc:u}, and none went out.{(view.DenialGroups is [var most, ..] ? $" Most often {most.Code}: {most.LastDetail}" : "")}")));

    public static IReadOnlyList<AlertSign>? SymbolHalted(AlertFacts facts) => Each(facts, facts.KnownView?.HaltedSymbols, static symbol =>
        $"{symbol} takes no entry: what happened to its trade does not fit what was known of it. Exits go on.");

    public static IReadOnlyList<AlertSign>? MarketStale(AlertFacts facts)
    {
        var health = facts.Health;
        if (health.BarAge is not { } age)
        {
            return Signs.NotKnown; // before the first bar
        }

        var open = facts.KnownView?.Positions.Count ?? 0;
        return Signs.When(!(age <= health.BarAgeMax), () => new(
            string.Create(CultureInfo.InvariantCulture, $"No bar came for more than {health.BarAgeMax.TotalSeconds:0} s. Nothing new is opened; {open} positions are open."), Severity: open > 0 ? AlertSeverity.Critical : null));
    }

    public static IReadOnlyList<AlertSign>? EngineSilent(AlertFacts facts) => facts.Health.PictureAge is not { } age ? Signs.NotKnown
        : Signs.When(!(age <= Hosting.Health.HealthFacts.PictureAgeMax), () => new(
            string.Create(CultureInfo.InvariantCulture, $"The engine made no picture since {facts.Health.PictureAtUtc:u}; it makes four a second when it is well. Protective stops rest at the venue.")));

    public static IReadOnlyList<AlertSign>? PolicyUnknown(AlertFacts facts) => facts.KnownView is not { } view ? Signs.NotKnown
        : Signs.When(view.PolicyCause is not null, () => new($"{view.PolicyCause} Nothing new is opened on a policy that is not known."));

    private static IReadOnlyList<AlertSign>? Each(AlertFacts facts, IReadOnlyList<Symbol>? symbols, Func<string, string> text) =>
        facts.KnownView is null ? Signs.NotKnown : [.. (symbols ?? []).Select(s => new AlertSign(text(s.Value), s.Value))];

    private static string FallOf(Fraction? fall) => fall is { } known ? $"Equity is {Percent(known)} below its peak" : "How far equity is below its peak is not known";

    private static string Percent(Fraction? share) => share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Value * 100m:0.##} %") : "unknown";
}
