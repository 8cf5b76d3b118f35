using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>What an action's service answered, and how that stands in the audit trail.</summary>
public sealed record ActionEnd<T>(T Value, AuditResult Result, string? Detail = null)
{
    /// <summary>Replaces the note's "after" when it is only known now.</summary>
    public string? After { get; init; }
}
