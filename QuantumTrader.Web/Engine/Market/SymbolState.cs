using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Market;

/// <summary>What the engine knows of one symbol; changed in place by its bars.</summary>
public sealed class SymbolState(Symbol symbol, Instrument instrument, TimeSpan volatilityTimeframe)
{
    private Candle _last;

    public Symbol Symbol { get; } = symbol;

    public Instrument Instrument { get; } = instrument;

    public FeatureExtractor Features { get; } = new();

    public VolatilityMonitor Volatility { get; } = new(volatilityTimeframe);

    /// <summary>Its prices over the last while, history included.</summary>
    public MarkWindow Window { get; } = new();

    /// <summary>Its last returns, history included.</summary>
    public ReturnWindow Returns { get; } = new();

    /// <summary>The last close, or the venue's mark where one came after it; not valid before the first of them.</summary>
    public Price Mark { get; private set; }

    /// <summary>When it came, by the engine's clock; null before the first.</summary>
    public DateTimeOffset? MarkAtUtc { get; private set; }

    /// <summary>The close of the last bar in market time.</summary>
    public DateTimeOffset BarCloseUtc { get; private set; }

    public long Bars { get; private set; }

    /// <summary>The step that brought the last live bar; steps are counted by the engine.</summary>
    public long StepSeen { get; private set; }

    /// <summary>The step that brought <see cref="Mark"/>.</summary>
    public long MarkedInStep { get; private set; }

    /// <summary>When the venue reckoned the last mark that came between bars.</summary>
    public DateTimeOffset MarkReckonedUtc { get; private set; }

    /// <summary>Market time at which the open trade was first seen open.</summary>
    public DateTimeOffset TradeOpenedBarUtc { get; set; }

    public TradeId? TradeSeen { get; set; }

    /// <summary>The trade's version when its protection was last looked at.</summary>
    public long VersionSeen { get; set; }

    /// <summary>The last bar again, or one from before it: nobody learns from it what the price is now. The same bar with other prices is a correction.</summary>
    public bool IsOld(in Candle candle) => Bars > 0 && (candle.CloseTimeUtc < BarCloseUtc || candle == _last);

    /// <summary>Feeds the indicators; history goes no further.</summary>
    public void OnHistory(in Candle candle)
    {
        _last = candle;
        Features.OnCandle(in candle);
        Volatility.OnCandle(in candle);
        Window.Add(in candle);
        Returns.Add(in candle);
        BarCloseUtc = candle.CloseTimeUtc;
        Bars++;
    }

    /// <summary>False for a mark that says nothing new: not a price, or not newer than the last one.</summary>
    public bool OnMark(in MarkReading mark, DateTimeOffset nowUtc, long step)
    {
        if (!mark.Price.IsValid || !(mark.AtUtc > MarkReckonedUtc))
        {
            return false;
        }

        (Mark, MarkAtUtc, MarkedInStep, MarkReckonedUtc) = (mark.Price, nowUtc, step, mark.AtUtc);
        return true;
    }

    public void OnBar(in Candle candle, DateTimeOffset nowUtc, long step)
    {
        OnHistory(in candle);
        StepSeen = step;
        if (!(MarkReckonedUtc >= candle.CloseTimeUtc))
        {
            (Mark, MarkAtUtc, MarkedInStep) = (candle.Close, nowUtc, step); // else the venue's mark is newer than this last trade
        }
    }
}
