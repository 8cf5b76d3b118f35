namespace QuantumTrader.Infrastructure.Market;

/// <summary>Bars that are not in the file: the first would open at <paramref name="FromUtc"/>, the next that is there opens at <paramref name="ToUtc"/>.</summary>
public readonly record struct KlineGap(DateTimeOffset FromUtc, DateTimeOffset ToUtc, long MissingBars);
