namespace QuantumTrader.Web.Ui.Events;

/// <summary>One event of the journal, for people.</summary>
/// <param name="Type">Dotted and past tense, such as trade.opened.</param>
/// <param name="Text">What it says, as it is written; cut where it is long.</param>
public sealed record EventRow(long Sequence, DateTimeOffset AtUtc, string Type, string Text);
