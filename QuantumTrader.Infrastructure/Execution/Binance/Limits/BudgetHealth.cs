namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>The venue's limits as the operator sees them.</summary>
/// <param name="WeightUsed">Request weight in the present minute: ours or the venue's count, whichever is larger.</param>
/// <param name="WeightLimit">Per minute.</param>
/// <param name="OrdersTenSeconds">Orders in the present ten seconds.</param>
/// <param name="OrdersMinute">Orders in the present minute.</param>
/// <param name="OrdersMinuteLimit">Per minute.</param>
/// <param name="QuietUntilUtc">Nothing is sent before; null when everything may.</param>
/// <param name="IsBanned">The venue has banned this address until then.</param>
/// <param name="RefusedUnsent">Calls so far that were not sent for want of room.</param>
public sealed record BudgetHealth(
    int WeightUsed,
    int WeightLimit,
    int OrdersTenSeconds,
    int OrdersMinute,
    int OrdersMinuteLimit,
    DateTimeOffset? QuietUntilUtc,
    bool IsBanned,
    long RefusedUnsent);
