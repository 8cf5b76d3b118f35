namespace QuantumTrader.Domain.Audit;

/// <summary>What came of a privileged action.</summary>
public enum AuditResult
{
    /// <summary>Written before the action; a record that ends it follows unless the process died in between.</summary>
    Begun,

    Done,

    /// <summary>It was not allowed, or the service said no; nothing was changed.</summary>
    Refused,

    /// <summary>It was tried and failed, or nobody knows: read the detail.</summary>
    Failed,
}
