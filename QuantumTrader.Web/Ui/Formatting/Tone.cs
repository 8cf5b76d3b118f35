namespace QuantumTrader.Web.Ui.Formatting;

/// <summary>How a figure is coloured. Never the only sign: words, signs and arrows say the same.</summary>
public enum Tone
{
    Plain,
    Profit,
    Loss,
    Caution,
    Danger,
}
