using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Harness;

/// <summary>
/// What the feed makes of the market on its way to the engine; the venue lives in the market as it is. A bad tick is followed by
/// the right one within 2.5 s; a bad price that stays, and a feed that stands still, last for minutes.
/// </summary>
internal sealed class FeedTrouble(ulong seed, SimulationOptions options, Counts counts)
{
    private const int BadTickEveryBars = 20;
    private const int FrozenEveryBars = 120;
    private const int FrozenBarsMax = 9;
    private readonly SeededRandom _random = new(seed);
    private readonly Dictionary<Symbol, Price> _shown = [];
    private MarketBar[] _before = [];
    private int _frozenBars;
    private int _wrongBars;
    private int _wrongAt;
    private decimal _wrongBy;

    /// <summary>The symbol whose last tick was a single bad one; null when the engine has the right prices.</summary>
    public Symbol? BadNow { get; private set; }

    /// <summary>The last price that the engine was shown.</summary>
    public Price Shown(Symbol symbol) => _shown.GetValueOrDefault(symbol);

    public FeedStep Next(MarketBar[] bars, bool isHealed)
    {
        var step = isHealed ? new(bars, null, default) : Draw(bars);
        (_before, BadNow) = (bars, step.Corrected is [var bad] ? bad.Symbol : null);
        Show(step.Bars);
        return step;
    }

    /// <summary>The right tick after a bad one.</summary>
    public void Correct(MarketBar[] bars)
    {
        BadNow = null;
        Show(bars);
    }

    private void Show(MarketBar[] bars)
    {
        foreach (var bar in bars)
        {
            _shown[bar.Symbol] = bar.Candle.Close;
        }
    }

    private FeedStep Draw(MarketBar[] bars)
    {
        if (_frozenBars > 0)
        {
            _frozenBars--;
            return new([], null, default);
        }

        if (_wrongBars > 0)
        {
            _wrongBars--;
            return new(With(bars, _wrongAt, Scaled(bars[_wrongAt], _wrongBy)), null, default);
        }

        if (options.FrozenFeed && _random.Next(FrozenEveryBars) == 0)
        {
            _frozenBars = _random.Next(FrozenBarsMax);
            counts.Add("feed: stands still");
            return new([], null, default);
        }

        return options.BadTicks && _random.Next(BadTickEveryBars) == 0 ? BadTick(bars) : new(bars, null, default);
    }

    private FeedStep BadTick(MarketBar[] bars)
    {
        var at = _random.Next(bars.Length);
        var right = bars[at];
        var sign = _random.Next(2) == 0 ? 1m : -1m;
        switch (_random.Next(options.SustainedBadPrices ? 8 : 7))
        {
            case 0:
                return Single("price zero", Scaled(right, 0m));
            case 1:
                return Single("price negative", Scaled(right, -1m));
            case 2:
                return Single("ten times too high", Scaled(right, 10m));
            case 3:
                return Single("ten times too low", Scaled(right, 0.1m));
            case 4:
                return Single("6 to 40 % off", Scaled(right, 1m + (sign * (0.06m + (0.34m * (decimal)_random.NextDouble())))));
            case 5:
                return _before.Length == 0 ? new(bars, null, default) : Single("the last bar again", _before[at]);
            case 6:
                counts.Add("feed: a symbol's bar is missing");
                return new([.. bars.Where(b => b.Symbol != right.Symbol)], null, default);
            default:
                counts.Add("feed: wrong for minutes");
                (_wrongAt, _wrongBy, _wrongBars) = (at, 1m + (sign * (0.05m + (0.25m * (decimal)_random.NextDouble()))), 1 + _random.Next(4));
                return new(With(bars, at, Scaled(right, _wrongBy)), null, default);
        }

        FeedStep Single(string what, MarketBar wrong)
        {
            counts.Add($"feed: {what}");
            return new(With(bars, at, wrong), [right], TimeSpan.FromMilliseconds(100 + _random.Next(2_400)));
        }
    }

    private static MarketBar[] With(MarketBar[] bars, int at, MarketBar wrong)
    {
        MarketBar[] shown = [.. bars];
        shown[at] = wrong;
        return shown;
    }

    private static MarketBar Scaled(in MarketBar bar, decimal by)
    {
        var candle = bar.Candle;
        return bar with
        {
            Candle = candle with { Open = new(candle.Open.Value * by), High = new(candle.High.Value * by), Low = new(candle.Low.Value * by), Close = new(candle.Close.Value * by) },
        };
    }
}
