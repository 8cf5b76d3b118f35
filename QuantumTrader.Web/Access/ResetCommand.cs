using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Access;

/// <summary>What somebody who resets says. Who it is, is asked elsewhere.</summary>
/// <param name="RebasePeak">True: drawdown is measured from the present equity; false: from the old peak.</param>
/// <param name="TypedWord">Must be RESET.</param>
/// <param name="ApprovalId">Of a second person, where one is needed.</param>
public sealed record ResetCommand(string Reason, bool RebasePeak, string TypedWord, Guid? ApprovalId = null)
{
    private const string Rebased = "the present equity";
    private const string Kept = "the old peak, with a limit of ";

    /// <summary>Which emergency, as the caller saw it; another one that holds by now is not reset. Null: whichever holds.</summary>
    public Guid? EmergencyId { get; init; }

    /// <summary>With the old peak, and only then: the drawdown limit that holds from now on, above 0 and at most 1. The all-time limit stays.</summary>
    public Fraction? DrawdownLimit { get; init; }

    /// <summary>What is wrong with peak and limit together, with the remedy; null: nothing.</summary>
    public static string? LimitProblem(bool rebasePeak, Fraction? limit) => (rebasePeak, limit) switch
    {
        (true, null) => null,
        (true, _) => "A new drawdown limit goes with the old peak alone: leave it out, or keep the peak.",
        (false, null) => "With the old peak, say the drawdown limit that holds from now on as a share of it (0.12 is 12 %), or rebase the peak.",
        (false, { Value: > 0m and <= 1m }) => null,
        _ => "The drawdown limit must be above 0 and at most 1 (0.12 is 12 %).",
    };

    /// <summary>What exactly is done, as a second person approves it: ask for approval with these words.</summary>
    public string SummaryFor(Guid? emergencyId) => string.Create(
        CultureInfo.InvariantCulture, $"{Head(emergencyId)}{(RebasePeak ? Rebased : $"{Kept}{DrawdownLimit?.Percent.ToString("0.############", CultureInfo.InvariantCulture) ?? "the policy"} %")}");

    /// <summary>Reads <see cref="SummaryFor"/> back: what peak and limit somebody was asked to approve. False when it is of another reset.</summary>
    public static bool TryReadSummary(string summary, Guid? emergencyId, out bool rebasePeak, out Fraction? limit)
    {
        (rebasePeak, limit) = (summary == Head(emergencyId) + Rebased, null);
        var kept = Head(emergencyId) + Kept;
        if (!rebasePeak && summary.StartsWith(kept, StringComparison.Ordinal) && summary.EndsWith(" %", StringComparison.Ordinal)
            && decimal.TryParse(summary.AsSpan(kept.Length, summary.Length - kept.Length - 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
        {
            limit = Fraction.FromPercent(percent);
        }

        return rebasePeak || limit is not null;
    }

    private static string Head(Guid? emergencyId) => $"Reset emergency {emergencyId?.ToString() ?? "unknown"}; measure drawdown from ";
}
