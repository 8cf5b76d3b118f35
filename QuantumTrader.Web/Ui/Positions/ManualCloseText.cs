using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Positions;

/// <summary>The words of the list of what must be closed by hand.</summary>
public static class ManualCloseText
{
    /// <summary>What is known of it now. That somebody said so is told as that.</summary>
    public static Shown State(ManualCloseItem item) => item switch
    {
        { End: ManualCloseEnd.Gone, EndedAtUtc: { } at } => new($"✓ gone at the venue, {Times.Clock(at)} UTC", Tone.Profit, "The venue told that the position is gone."),
        { End: ManualCloseEnd.Released, EndedAtUtc: { } at } => new($"not by hand any more, {Times.Clock(at)} UTC", Tone.Plain, "The venue takes closes from here again. The position is open as far as is known."),
        { SeenClosedBy: { } by, SeenClosedAtUtc: { } at } => new($"{by} saw it closed, {Times.Clock(at)} UTC", Tone.Caution, "The venue has not said so. The ledger still holds it."),
        _ => new("CLOSE BY HAND", Tone.Danger, item.Why),
    };

    /// <summary>Of the position, not of the list: while the account cannot be read it is as old as this.</summary>
    public static Shown Known(ManualCloseItem item, DateTimeOffset nowUtc) => item.KnownAtUtc is { } at
        ? new($"last known at {Times.Clock(at)} UTC, {Times.Age(nowUtc - at)} ago")
        : new("by the ledger alone", Tone.Plain, "The venue has not listed it since the app started.");
}
