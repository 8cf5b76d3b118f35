using System.Globalization;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>Title and icon of the browser's tab; both carry mode and environment.</summary>
public sealed record TabTitle(string Text, string IconHref)
{
    public static TabTitle Of(EngineView? view, EmergencyStatus status)
    {
        var (pill, frame) = (Pill.Of(view, status), EnvironmentFrame.Of(view?.Environment));
        var mark = pill.Css == "active" ? "●" : pill.Css == "unknown" ? "○" : "■";
        return new($"{mark} {pill.Word} · {frame.Word} – QuantumTrader", Icon(pill.Css, frame.Colour));
    }

    // A ring in the environment's colour; inside a dot while trading, a square while not.
    private static string Icon(string mode, string ring)
    {
        var inside = mode switch
        {
            "active" => "<circle cx='16' cy='16' r='7' fill='#12bb7b'/>",
            "unknown" => "<circle cx='16' cy='16' r='5' fill='none' stroke='#9aa3b2' stroke-width='3'/>",
            "danger" => "<rect x='9' y='9' width='14' height='14' fill='#ef4444'/>",
            _ => "<rect x='9' y='9' width='14' height='14' fill='#f5a524'/>",
        };
        var svg = string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><circle cx='16' cy='16' r='14' fill='#0f1115' stroke='{ring}' stroke-width='4'/>{inside}</svg>");
        return "data:image/svg+xml," + Uri.EscapeDataString(svg);
    }
}
