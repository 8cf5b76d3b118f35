using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>One line of the banner that stands on every page for as long as its cause does.</summary>
public sealed record Notice(Tone Tone, string Text);
