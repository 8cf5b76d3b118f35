using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What the operator must enter before trading may be reset. Nothing is chosen beforehand.</summary>
public sealed class ResetForm
{
    public const string Word = "RESET";
    public const int ReasonLengthMax = 200;

    public string? TypedWord { get; set; }
    public string? Reason { get; set; }

    /// <summary>True: measure drawdown from the present equity; false: from the old peak; null: not chosen yet.</summary>
    public bool? RebasePeak { get; set; }

    /// <summary>What is still missing, in the order of the form.</summary>
    public IReadOnlyList<string> Missing()
    {
        var missing = new List<string>();
        if (RebasePeak is null)
        {
            missing.Add("choose where drawdown is measured from");
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
        : new(Reason!.Trim(), RebasePeak!.Value, TypedWord!);
}
