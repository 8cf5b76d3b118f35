using System.Globalization;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>
/// The ledger and the venue differ. Nothing is opened until a comparison finds them equal; what stays unresolved needs people, because a
/// stop that closed by a wrong ledger would be no better.
/// </summary>
/// <param name="pageAfter">People are called from here on, once.</param>
public sealed class LedgerMismatchTrigger(TimeSpan pageAfter) : ITrigger
{
    public string Code => TriggerCodes.LedgerMismatch;

    public TriggerVerdict Evaluate(in TriggerFacts now) =>
        now.MismatchSinceUtc is not { } since ? TriggerVerdict.None
        : now.NowUtc - since >= pageAfter ? new(TriggerAction.ReduceOnly | TriggerAction.Page)
        : TriggerVerdict.ReduceOnly;

    public string Explain(in TriggerFacts now) => now.MismatchSinceUtc is { } since
        ? string.Create(CultureInfo.InvariantCulture, $"Ledger and venue differ since {since:u}: {now.Mismatch}.")
        : "Ledger and venue agree.";
}
