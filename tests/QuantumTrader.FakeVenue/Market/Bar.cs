namespace QuantumTrader.FakeVenue.Market;

/// <summary>One bar, closed or in the making. Times are market time in milliseconds, the end being the first one after it.</summary>
public readonly record struct Bar(long OpenMs, long EndMs, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal QuoteVolume)
{
    public int Trades { get; init; }

    /// <summary>Base volume that buyers took.</summary>
    public decimal TakerVolume { get; init; }

    public decimal TakerQuoteVolume { get; init; }

    /// <summary>0 while nothing traded.</summary>
    public long TradeIdFirst { get; init; }

    public long TradeIdLast { get; init; }

    /// <summary>A bar in which nothing has happened yet.</summary>
    public static Bar Empty(long openMs, long endMs, decimal price) => new(openMs, endMs, price, price, price, price, 0m, 0m);

    /// <summary>This bar and a later one as one bar of the longer interval.</summary>
    public Bar With(in Bar later) => this with
    {
        High = decimal.Max(High, later.High),
        Low = decimal.Min(Low, later.Low),
        Close = later.Close,
        Volume = Volume + later.Volume,
        QuoteVolume = QuoteVolume + later.QuoteVolume,
        Trades = Trades + later.Trades,
        TakerVolume = TakerVolume + later.TakerVolume,
        TakerQuoteVolume = TakerQuoteVolume + later.TakerQuoteVolume,
        TradeIdFirst = TradeIdFirst == 0 ? later.TradeIdFirst : TradeIdFirst,
        TradeIdLast = later.TradeIdLast == 0 ? TradeIdLast : later.TradeIdLast,
    };
}
