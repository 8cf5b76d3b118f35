using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Harness;

/// <summary>A livelier synthetic market that can jump on demand, and remembers its bars for the next start.</summary>
internal sealed class SimMarket
{
    private readonly SyntheticMarket _market;
    private readonly List<MarketBar[]> _past = []; // one run long
    private readonly Dictionary<Symbol, decimal> _level = [];

    public SimMarket(ulong seed, SimulationOptions options)
    {
        var symbols = SyntheticSymbol.Defaults.Take(options.Symbols)
            .Select(s => s with { Beta = s.Beta * options.Heat, Volatility = s.Volatility * options.Heat })
            .ToArray();
        _market = new SyntheticMarket(seed, symbols);
        _market.Skip((long)(seed % 2_000));
        var rules = PaperInstruments.For(_market.Symbols);
        Instruments = options.Rules?.Invoke(rules) ?? rules;
        for (var i = 0; i < SimulationOptions.History; i++)
        {
            Next();
        }
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public IReadOnlyList<MarketBar[]> Past => _past;

    public DateTimeOffset CloseUtc => SyntheticMarket.OpenTimeOf(_market.Index);

    public MarketBar[] Next()
    {
        var bars = new MarketBar[Instruments.Count];
        _market.Next(bars);
        for (var i = 0; i < bars.Length; i++)
        {
            bars[i] = bars[i] with { Candle = Shifted(bars[i].Candle, Instruments[i], _level.GetValueOrDefault(bars[i].Symbol, 1m)) };
        }

        _past.Add(bars);
        return bars;
    }

    /// <summary>No order is small enough to close it.</summary>
    public bool IsDust(VenuePosition position) => position.Quantity < Instruments.First(i => i.Symbol == position.Symbol).QuantityMin;

    /// <summary>From the next bar on, the symbol's prices are so much higher (or lower, when negative).</summary>
    public void Jump(Symbol symbol, decimal share) => _level[symbol] = _level.GetValueOrDefault(symbol, 1m) * (1m + share);

    private static Candle Shifted(in Candle candle, Instrument instrument, decimal level)
    {
        Price At(Price price) => new Price(price.Value * level).FloorToTick(instrument.TickSize);
        return level == 1m ? candle : candle with { Open = At(candle.Open), High = At(candle.High), Low = At(candle.Low), Close = At(candle.Close) };
    }
}
