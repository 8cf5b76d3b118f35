using System.Globalization;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Alerts;

/// <summary>What people must close themselves; the text is enough to do it by when nothing here can be opened.</summary>
internal static class ManualCloseSigns
{
    private const int LinesMax = 10;

    public static IReadOnlyList<AlertSign>? Needed(AlertFacts facts)
    {
        if (facts.KnownView is not { } view)
        {
            return Signs.NotKnown;
        }

        var left = view.ManualClose.Where(i => i.NeedsHand).ToList();
        return Signs.When(left.Count > 0, () => new(string.Create(
            CultureInfo.InvariantCulture,
            $"{left.Count} positions must be closed by hand at the venue: {string.Join("; ", left.Take(LinesMax).Select(i => LineOf(i, view.Environment)))}{(left.Count > LinesMax ? $"; and {left.Count - LinesMax} more on the page Positions" : "")}. {left[0].Why}")));
    }

    private static string LineOf(ManualCloseItem item, TradingEnvironment environment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{item.Symbol} {item.Direction.ToString().ToUpperInvariant()} {item.Quantity.Value:0.############################}{(VenueLinks.Of(environment, item.Symbol) is { } link ? $" {link}" : "")}");
}
