using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What a stop would touch, as far as the picture knows.</summary>
/// <param name="Caveat">Why the counts may not be the truth; null when they are fresh.</param>
public sealed record StopScope(Shown Positions, Shown Notional, Shown RegularOrders, Shown ConditionalOrders, string? Caveat)
{
    public static StopScope Of(EngineView? view, DateTimeOffset nowUtc)
    {
        if (view is null)
        {
            var unknown = Shown.Unknown("The engine is starting.");
            return new(unknown, unknown, unknown, unknown, "The engine has not made a picture yet. The stop works all the same and asks the exchange itself.");
        }

        var conditional = view.Orders.Count(o => o.IsConditional);
        var notional = view.Positions.Aggregate(Usd.Zero, (sum, p) => sum + p.Notional.Abs());
        return new(
            new(Figures.Count(view.Positions.Count)),
            new(Figures.Money(notional) + " USDT"),
            new(Figures.Count(view.Orders.Count - conditional)),
            new(Figures.Count(conditional)),
            CaveatOf(view, nowUtc));
    }

    private static string? CaveatOf(EngineView view, DateTimeOffset nowUtc)
    {
        var picture = new Freshness<EngineView>(view, view.AtUtc, TopBarModel.AgeMax);
        return picture.State(nowUtc) == FreshnessState.Fresh
            ? null
            : $"These counts are {Times.Age(nowUtc - view.AtUtc)} old. The stop works all the same and asks the exchange itself.";
    }
}
