using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>A module above the gate does not allow new risk, or cannot be asked.</summary>
public sealed record DirectiveMissing(string Modules) : DenialReason("DIRECTIVE_MISSING")
{
    public override string Detail => $"No directive of {Modules}: who was installed and says nothing allows nothing.";
}

public sealed record DirectiveStale(string Modules) : DenialReason("DIRECTIVE_STALE")
{
    public override string Detail => $"The directive is too old: {Modules}.";
}

public sealed record DirectiveFailed(string Modules) : DenialReason("DIRECTIVE_FAILED")
{
    public override string Detail => $"The module failed to decide: {Modules}.";
}

public sealed record SelfHealingDenied(string Why) : DenialReason("SELF_HEALING_DENIED")
{
    public override string Detail => Why;
}

public sealed record RiskGuardDenied(string Why) : DenialReason("RISK_GUARD_DENIED")
{
    public override string Detail => Why;
}

public sealed record ActiveSlotsFull(int? Open, string Why) : DenialReason("ACTIVE_SLOTS_FULL")
{
    public override string Detail => $"{Say.OrUnknown(Open)} positions are open or opening. {Why}";
}

/// <param name="Correlation">Turned round for the other side; null: unknown.</param>
public sealed record CorrelationTooHigh(Symbol Symbol, Symbol? With, double? Correlation, double Max) : DenialReason("CORRELATION_TOO_HIGH")
{
    public override string Detail => Say.It($"{Symbol} is the same bet as {With?.Value ?? "what is held"}: their correlation is {Correlation?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}, and at most {Max:0.00} may be.");
}

public sealed record HedgeFundOsDenied(int? Open, string Why) : DenialReason("HEDGE_FUND_OS_DENIED")
{
    public override string Detail => $"{Why} Open or opening: {Say.OrUnknown(Open)}.";
}
