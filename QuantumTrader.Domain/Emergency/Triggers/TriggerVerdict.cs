using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>What one look of a trigger asks for.</summary>
/// <param name="Action">Reduce-only holds as long as each look asks for it; the others are done once.</param>
/// <param name="Symbol">For a pause.</param>
/// <param name="UntilUtc">When it ends by itself; null: when it is no longer asked for.</param>
public readonly record struct TriggerVerdict(TriggerAction Action, Symbol? Symbol = null, DateTimeOffset? UntilUtc = null)
{
    public static readonly TriggerVerdict None = new(TriggerAction.None);

    public static readonly TriggerVerdict ReduceOnly = new(TriggerAction.ReduceOnly);

    public static readonly TriggerVerdict Run = new(TriggerAction.ReduceOnly | TriggerAction.Run);
}
