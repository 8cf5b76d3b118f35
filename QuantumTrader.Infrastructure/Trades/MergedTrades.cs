namespace QuantumTrader.Infrastructure.Trades;

/// <summary>What a take-over did to the book.</summary>
/// <param name="TakenOver">Trades as another process wrote them.</param>
/// <param name="EndedElsewhere">Trades that were open here and that another process closed so long ago that their record is gone.</param>
public sealed record MergedTrades(int TakenOver, int EndedElsewhere);
