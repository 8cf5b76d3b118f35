namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>What became of the bars so far.</summary>
/// <param name="Given">In live steps.</param>
/// <param name="Late">Given in a step after the other symbols' one.</param>
/// <param name="Backfilled">Came by REST, because the stream had not brought them.</param>
/// <param name="Gaps">Holes that also REST could not fill.</param>
/// <param name="Duplicates">Dropped: told before, or older than what was given.</param>
/// <param name="Corrections">Came again with other numbers.</param>
/// <param name="Dropped">The engine was too slow to take them; asked for by REST.</param>
/// <param name="Ahead">Refused: of a time to come, after which no true one would be taken any more.</param>
/// <param name="HistoryFailure">Why the last question for bars failed; null: it did not.</param>
public sealed record BarHealth(long Given, long Late, long Backfilled, long Gaps, long Duplicates, long Corrections, long Dropped, long Ahead, string? HistoryFailure);
