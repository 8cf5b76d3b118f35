namespace QuantumTrader.Domain.Policy.DryRun;

/// <summary>What a change would have made of an order.</summary>
public enum DryRunOutcome
{
    /// <summary>As it was: allowed then and then too, or denied both times.</summary>
    Unchanged,

    /// <summary>It went through, and would not have.</summary>
    NowDenied,

    /// <summary>It was denied, and would have gone through.</summary>
    NowAllowed,

    /// <summary>It went through, and would have been sized smaller: the sizer keeps within this limit before the gate looks at it.</summary>
    Smaller,

    /// <summary>The journal does not hold what would decide it.</summary>
    Unknown,
}
