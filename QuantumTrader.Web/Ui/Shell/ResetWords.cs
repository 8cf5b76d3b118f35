using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What the choice of the peak means in money, for the dialog that resets.</summary>
public static class ResetWords
{
    /// <summary>Null before anything is chosen and while the engine tells nothing.</summary>
    public static string? OfPeak(ResetForm form, EngineView? view) => (form.RebasePeak, view) switch
    {
        (null, _) or (_, null) => null,
        (true, { Equity: { } equity, DrawdownLimit: { } limit }) => $"Trading stops again at about {Line(equity, limit)} USDT, {Text(limit)} below the present {Figures.Money(equity)}.{AllTime(view)}",
        (false, { Peak: { } peak, Drawdown: { } lost }) => OfKept(form.Limit, peak, lost, view),
        _ => $"Equity or peak is not known now.{AllTime(view)}",
    };

    private static string OfKept(Fraction? wanted, Usd peak, Fraction lost, EngineView view)
    {
        var held = view.DrawdownLimit is { } limit ? $", and the limit so far is {Text(limit)}" : "";
        var line = wanted is not { } share ? ""
            : share <= lost ? $" {Text(share)} is reached already: give a wider limit, or rebase."
            : $" Trading stops again at {Line(peak, share)} USDT.";
        return $"Equity is {Text(lost)} below the peak of {Figures.Money(peak)} USDT{held}.{line}{AllTime(view)}";
    }

    private static string AllTime(EngineView view) =>
        view is { AllTimePeak: { } highest, AllTimeDrawdownLimit: { } limit } ? $" The limit of {Text(limit)} below the highest ever ({Figures.Money(highest)}) stays either way." : "";

    private static string Line(Usd from, Fraction share) => Figures.Money(new Usd(from.Value * (1m - share.Value)));

    private static string Text(Fraction share) => Figures.Percent(share, 2);
}
