using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy.DryRun;

/// <summary>One entry of the past under a change.</summary>
/// <param name="AtUtc">When the gate answered.</param>
/// <param name="Notional">As it was planned.</param>
/// <param name="CodesThen">Why it was denied; empty: it went through.</param>
/// <param name="Codes">What decides <paramref name="Outcome"/>: why it would be denied, what would no longer deny it, or what cannot be told.</param>
public sealed record DryRunOrder(
    TradeId TradeId, DateTimeOffset AtUtc, Symbol Symbol, Direction Direction, Usd Notional, IReadOnlyList<string> CodesThen, DryRunOutcome Outcome, IReadOnlyList<string> Codes)
{
    public bool WasAllowed => CodesThen.Count == 0;
}
