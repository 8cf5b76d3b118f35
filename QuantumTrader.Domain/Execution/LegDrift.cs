using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>One leg that the ledger and the venue tell differently.</summary>
/// <param name="Symbol">Whose.</param>
/// <param name="Side">Of which leg.</param>
/// <param name="Ours">What the ledger holds, short negative, in units of the base asset.</param>
/// <param name="Theirs">What the venue tells.</param>
public sealed record LegDrift(Symbol Symbol, PositionSide Side, decimal Ours, decimal Theirs)
{
    public LegDriftKind Kind => (Ours, Theirs) switch
    {
        (not 0m, 0m) => LegDriftKind.Ghost,
        (0m, not 0m) => LegDriftKind.Orphan,
        _ => LegDriftKind.Differs,
    };
}
