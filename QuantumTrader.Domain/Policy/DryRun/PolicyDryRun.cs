namespace QuantumTrader.Domain.Policy.DryRun;

/// <summary>The entries of the past under a change of the policy, each as it was planned then.</summary>
/// <param name="Objection">Why the change cannot be made at all; null: it can, and the rest is of use.</param>
public sealed record PolicyDryRun(string? Objection)
{
    public const int OrdersMax = 200;

    /// <summary>The denials that a change of the policy may decide; every other stays as it was.</summary>
    public static IReadOnlyList<string> CodesJudged { get; } = [.. DryRunRule.All.Select(rule => rule.Code)];

    public PolicyComparison? Comparison { get; init; }

    /// <summary>The time that was looked at; the journal may not hold all of it.</summary>
    public DateTimeOffset FromUtc { get; init; }

    public DateTimeOffset ToUtc { get; init; }

    public int Entries { get; init; }

    /// <summary>By outcome; those that there are none of are left out.</summary>
    public IReadOnlyDictionary<DryRunOutcome, int> Counts { get; init; } = new Dictionary<DryRunOutcome, int>();

    /// <summary>By outcome and code, most frequent first; an order counts under each of its codes.</summary>
    public IReadOnlyList<DryRunCode> Codes { get; init; } = [];

    /// <summary>The newest that are not as they were, at most <see cref="OrdersMax"/>, newest first.</summary>
    public IReadOnlyList<DryRunOrder> Orders { get; init; } = [];

    /// <summary>What these figures do not say, for people.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    public static PolicyDryRun Refused(string why) => new(why);

    public int CountOf(DryRunOutcome outcome) => Counts.GetValueOrDefault(outcome);
}

/// <param name="Code">The denial's word.</param>
public sealed record DryRunCode(DryRunOutcome Outcome, string Code, int Count);
