namespace QuantumTrader.Domain.Market;

/// <summary>All bars that close at one instant. History steps warm the indicators up and never lead to an order.</summary>
public readonly record struct MarketStep(DateTimeOffset CloseTimeUtc, ReadOnlyMemory<MarketBar> Bars, bool IsHistory);
