namespace QuantumTrader.Infrastructure.Market;

/// <summary>The columns of a public kline file, in their published order.</summary>
internal enum KlineField
{
    OpenTime,
    Open,
    High,
    Low,
    Close,
    Volume,
    CloseTime,
    QuoteVolume,
    Count,
    TakerBuyVolume,
    TakerBuyQuoteVolume,
    Ignore,
}
