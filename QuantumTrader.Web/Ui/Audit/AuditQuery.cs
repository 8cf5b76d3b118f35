using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Web.Ui.Audit;

/// <summary>What somebody looks for in the audit trail; empty finds everything.</summary>
public sealed record AuditQuery(string? Actor, string? Action)
{
    public const int TextLengthMax = 64;

    public bool Matches(AuditRecord record) => Has(record.Entry.Actor, Actor) && Has(record.Entry.Action, Action);

    private static bool Has(string text, string? part) => string.IsNullOrWhiteSpace(part) || text.Contains(part.Trim(), StringComparison.OrdinalIgnoreCase);
}
