namespace QuantumTrader.Web.Ui.Formatting;

/// <summary>
/// A figure as the screen shows it. What is not known is a dash with a reason; it never looks like zero.
/// </summary>
/// <param name="Reason">Why it is unknown, or more about a known figure; shown as a tool tip.</param>
public readonly record struct Shown(string Text, Tone Tone = Tone.Plain, string? Reason = null)
{
    public const string Dash = "–";

    public bool IsUnknown => Text == Dash;

    public static Shown Unknown(string reason) => new(Dash, Tone.Plain, reason);
}
