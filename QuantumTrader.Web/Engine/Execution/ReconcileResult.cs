namespace QuantumTrader.Web.Engine.Execution;

/// <summary>What one comparison of ledger and venue found.</summary>
/// <param name="Compared">False: the venue could not be read, or something was under way.</param>
/// <param name="Difference">What differed and was corrected; null when nothing did.</param>
public readonly record struct ReconcileResult(bool Compared, string? Difference)
{
    /// <summary>A difference that no fill explains and that the next comparison judges; null when there is none.</summary>
    public string? Unexplained { get; init; }

    public static readonly ReconcileResult NotCompared = new(false, null);

    public static readonly ReconcileResult Same = new(true, null);

    public bool IsSame => Compared && Difference is null;

    public static ReconcileResult Differs(string difference) => NotCompared with { Unexplained = difference };

    public static ReconcileResult Differed(string difference) => new(true, difference);
}
