using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Positions;

/// <summary>The words of the comparison of ledger and venue.</summary>
public static class DriftText
{
    // The venue is compared every few seconds when all is well.
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(1);

    public static Shown Verdict(AccountDrift drift) => drift.IsNone ? new("none") : new("DIFFERS", Tone.Danger, "Ledger and venue do not tell the same. Nothing new is opened until they do.");

    public static Shown Score(AccountDrift drift) => drift.Score is { } score
        ? new(Figures.Percent(score, 2), drift.IsNone ? Tone.Plain : Tone.Danger, "What differs at the mark, as a share of equity.")
        : Shown.Unknown("It cannot be reckoned: a mark is missing or equity is not positive. That is not equal.");

    public static Shown Wallet(AccountDrift drift) => drift.Wallet == Usd.Zero ? new("equal") : new(Figures.MoneyChange(drift.Wallet).Text, Tone.Danger, "The venue's wallet less ours.");

    public static Shown Since(AccountDrift drift, DateTimeOffset nowUtc) => (drift.SinceUtc, drift.IsNone) switch
    {
        ({ } since, _) => new($"{Times.Since(since, nowUtc)}, for {Times.Age(nowUtc - since)}", Tone.Plain, Times.Full(since)),
        (null, true) => new("does not differ"),
        _ => Shown.Unknown("When it began was not noted."),
    };

    public static Shown Compared(AccountDrift drift, DateTimeOffset nowUtc)
    {
        var age = nowUtc - drift.ComparedAtUtc;
        return new($"{Times.Age(age)} ago", age <= AgeMax ? Tone.Plain : Tone.Caution, age <= AgeMax ? Times.Full(drift.ComparedAtUtc) : $"Not compared since {Times.Full(drift.ComparedAtUtc)}: it may be otherwise by now.");
    }

    public static Shown Kind(LegDrift leg) => leg.Kind switch
    {
        LegDriftKind.Ghost => new("GHOST", Tone.Danger),
        LegDriftKind.Orphan => new("ORPHAN", Tone.Danger),
        _ => new("DIFFERS", Tone.Danger),
    };

    public static string Meaning(LegDrift leg) => leg.Kind switch
    {
        LegDriftKind.Ghost => "The ledger holds it, the venue does not: it was closed there without us.",
        LegDriftKind.Orphan => "The venue holds it, the ledger does not: nothing here manages it. Look at the venue.",
        _ => "Both hold it, not the same quantity: what the venue tells is what there is.",
    };
}
