using System.Globalization;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What the operator must enter before trading may be reset. Nothing is chosen beforehand.</summary>
public sealed class ResetForm
{
    public const string Word = "RESET";
    public const int ReasonLengthMax = 200;
    public const int LimitLengthMax = 12;

    public string? TypedWord { get; set; }
    public string? Reason { get; set; }

    /// <summary>True: measure drawdown from the present equity; false: from the old peak; null: not chosen yet.</summary>
    public bool? RebasePeak { get; set; }

    /// <summary>With the old peak: the drawdown limit from now on, in per cent, such as 12.5.</summary>
    public string? LimitPercent { get; set; }

    /// <summary>As typed; null while it cannot be read, and with a rebased peak.</summary>
    public Fraction? Limit =>
        RebasePeak is false && decimal.TryParse(LimitPercent?.Trim().TrimEnd('%').TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0m and <= 100m
            ? Fraction.FromPercent(percent)
            : null;

    /// <summary>Peak and limit are chosen: what a second person approves.</summary>
    public bool IsPeakChosen => RebasePeak is true || Limit is not null;

    /// <summary>What is still missing, in the order of the form.</summary>
    public IReadOnlyList<string> Missing()
    {
        var missing = new List<string>();
        if (RebasePeak is null)
        {
            missing.Add("choose where drawdown is measured from");
        }
        else if (!IsPeakChosen)
        {
            missing.Add("give the new drawdown limit in per cent, such as 12.5");
        }

        if (string.IsNullOrWhiteSpace(Reason))
        {
            missing.Add("give a reason");
        }

        if (!string.Equals(TypedWord, Word, StringComparison.Ordinal))
        {
            missing.Add($"type {Word}");
        }

        return missing;
    }

    /// <exception cref="InvalidOperationException">Something is <see cref="Missing"/>.</exception>
    public ResetCommand ToCommand() => Missing() is { Count: > 0 } missing
        ? throw new InvalidOperationException($"The reset is incomplete: {string.Join(", ", missing)}.")
        : new(Reason!.Trim(), RebasePeak!.Value, TypedWord!) { DrawdownLimit = Limit };
}
