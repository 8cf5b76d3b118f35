namespace QuantumTrader.FakeVenue.Market;

/// <summary>One bar on its way through its ticks; at the last tick it is exactly the bar of its source.</summary>
public sealed class BarPlay
{
    private readonly Bar _bar;
    private readonly decimal[] _prices;
    private readonly decimal _step;
    private Bar _soFar;
    private int _next;

    /// <param name="bar">What it will be.</param>
    /// <param name="ticks">In how many prices.</param>
    /// <param name="rules">Ticks and steps of the prices and quantities.</param>
    public BarPlay(in Bar bar, int ticks, VenueInstrument rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _bar = bar;
        _prices = BarPath.Prices(bar, ticks, rules.TickSize);
        _step = rules.StepSize;
        _soFar = Bar.Empty(bar.OpenMs, bar.EndMs, bar.Open);
    }

    public bool IsOver => _next == _prices.Length;

    /// <summary>The bar as far as it has come.</summary>
    public Bar SoFar => _soFar;

    /// <param name="previousPrice">The price before; a buyer took when it rose or stayed.</param>
    /// <param name="tradeId">For the tick's trade.</param>
    /// <returns>The tick's trade; a quantity of 0 is a price without a trade.</returns>
    public (decimal Price, decimal Quantity, bool IsBuyerMaker) Take(decimal previousPrice, long tradeId)
    {
        var price = _prices[_next++];
        var quantity = VolumeUntil(_next) - _soFar.Volume;
        var isBuyerMaker = price < previousPrice;
        var taken = isBuyerMaker ? 0m : quantity;
        _soFar = _soFar with
        {
            High = decimal.Max(_soFar.High, price),
            Low = decimal.Min(_soFar.Low, price),
            Close = price,
            Volume = _soFar.Volume + quantity,
            QuoteVolume = IsOver ? _bar.QuoteVolume : _soFar.QuoteVolume + (quantity * price),
            Trades = _soFar.Trades + (quantity > 0m ? 1 : 0),
            TakerVolume = _soFar.TakerVolume + taken,
            TakerQuoteVolume = _soFar.TakerQuoteVolume + (taken * price),
            TradeIdFirst = _soFar.TradeIdFirst == 0 ? tradeId : _soFar.TradeIdFirst,
            TradeIdLast = tradeId,
        };
        return (price, quantity, isBuyerMaker);
    }

    private decimal VolumeUntil(int ticks) => ticks == _prices.Length
        ? _bar.Volume
        : decimal.Floor(_bar.Volume * ticks / _prices.Length / _step) * _step;
}
