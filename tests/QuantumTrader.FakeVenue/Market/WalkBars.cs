using QuantumTrader.Domain.Units;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>A seeded random walk of one-minute bars without end; the same seed gives the same bars.</summary>
public sealed class WalkBars : IBarSource
{
    public const long IntervalMs = 60_000;

    private const double VolatilityPerBar = 0.0006;
    private const double WickShare = 0.5;
    private const decimal QuoteVolumePerBar = 1_000_000m;

    private readonly VenueInstrument _instrument;
    private readonly SeededRandom _random;
    private long _openMs;
    private decimal _price;

    /// <param name="instrument">Its <see cref="VenueInstrument.PriceStart"/> begins the walk.</param>
    /// <param name="openMs">Where the first bar opens; a whole minute.</param>
    /// <param name="seed">Of this symbol's own chance.</param>
    public WalkBars(VenueInstrument instrument, long openMs, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        (_instrument, _openMs, _price, _random) = (instrument, openMs, instrument.PriceStart, new SeededRandom(seed));
    }

    public string Symbol => _instrument.Symbol;

    public bool TryTake(out Bar bar)
    {
        var open = _price;
        var close = Moved(open, _random.NextNormal() * VolatilityPerBar);
        var high = Moved(decimal.Max(open, close), Math.Abs(_random.NextNormal()) * VolatilityPerBar * WickShare);
        var low = Moved(decimal.Min(open, close), -Math.Abs(_random.NextNormal()) * VolatilityPerBar * WickShare);
        var volume = ToStep(QuoteVolumePerBar / open * (decimal)(0.5 + _random.NextDouble()));
        bar = new Bar(_openMs, _openMs + IntervalMs, open, high, low, close, volume, volume * (open + close) / 2m);
        (_openMs, _price) = (_openMs + IntervalMs, close);
        return true;
    }

    private decimal Moved(decimal price, double fraction)
    {
        var tick = _instrument.TickSize;
        var moved = decimal.Round(price * (decimal)Math.Exp(fraction) / tick) * tick;
        return decimal.Max(moved, tick);
    }

    private decimal ToStep(decimal volume) =>
        decimal.Max(decimal.Floor(volume / _instrument.StepSize), 1m) * _instrument.StepSize;
}
