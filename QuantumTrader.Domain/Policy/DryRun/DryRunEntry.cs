using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy.DryRun;

/// <summary>An entry as the journal tells it.</summary>
/// <param name="SentInLastMinute">Entries that would have gone out before it.</param>
/// <param name="SinceLikeIt">Since the last one of its symbol and side that would have gone out; null: none did.</param>
internal readonly record struct DryRunEntry(TradePlanned Plan, int SentInLastMinute, TimeSpan? SinceLikeIt)
{
    public Usd Notional => Plan.ReferencePrice * Plan.Quantity;
}
