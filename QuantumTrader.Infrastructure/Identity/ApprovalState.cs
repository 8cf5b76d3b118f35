namespace QuantumTrader.Infrastructure.Identity;

public enum ApprovalState
{
    Open,
    Approved,
    Rejected,
    Expired,

    /// <summary>The action that it allowed was tried; it is good for one try.</summary>
    Used,

    /// <summary>By who asked for it.</summary>
    Withdrawn,
}
