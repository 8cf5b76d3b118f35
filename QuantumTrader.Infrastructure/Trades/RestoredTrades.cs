using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>What is known of the trades at the start.</summary>
/// <param name="Book">The fold.</param>
/// <param name="UpTo">The journal's last durable event at that time; <see cref="TradeBookRestore.MergeSharedAsync"/> is asked with it.</param>
/// <param name="AdoptedCount">Trades that another process had written last.</param>
/// <param name="SharedMissing">Why the shared store was not asked or not reached: only reduce until it was merged. Null when it was.</param>
/// <param name="Gap">Events that were neither in the journal nor in the checkpoint; trades of theirs may be missing until the exchange was asked. Null when there are none.</param>
public sealed record RestoredTrades(TradeBook Book, long UpTo, int AdoptedCount, string? SharedMissing, string? Gap);
