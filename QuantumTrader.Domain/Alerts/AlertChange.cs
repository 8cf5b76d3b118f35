namespace QuantumTrader.Domain.Alerts;

/// <summary>What came of a report, a look or a person's word.</summary>
public enum AlertChange
{
    /// <summary>Nothing that anybody has to be told.</summary>
    None,

    Raised,

    /// <summary>It is worse than it was.</summary>
    Escalated,

    Acknowledged,
    Resolved,

    /// <summary>Only seen again, or in other words; worth keeping, not worth telling.</summary>
    SeenAgain,
}
