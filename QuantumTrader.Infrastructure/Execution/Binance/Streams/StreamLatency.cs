namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>How late messages came, from the venue's time stamp to us, as far as the clocks agree.</summary>
/// <param name="Last">Null: none came yet. Slightly negative when the clocks differ.</param>
/// <param name="Mean">Of about the last hundred.</param>
/// <param name="Max">Since the start.</param>
public sealed record StreamLatency(TimeSpan? Last, TimeSpan? Mean, TimeSpan? Max);
