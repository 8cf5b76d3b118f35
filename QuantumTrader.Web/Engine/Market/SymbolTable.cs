using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Market;

/// <summary>The symbols that are traded, by name.</summary>
public sealed class SymbolTable
{
    private readonly Dictionary<Symbol, SymbolState> _states = [];
    private SymbolState? _last;

    public SymbolTable(IEnumerable<Instrument> instruments, TimeSpan volatilityTimeframe)
    {
        foreach (var instrument in instruments)
        {
            _states.Add(instrument.Symbol, new SymbolState(instrument.Symbol, instrument, volatilityTimeframe));
        }
    }

    public IReadOnlyCollection<SymbolState> All => _states.Values;

    /// <summary>The market as a whole; a symbol that is not measured yet makes its part unknown.</summary>
    public MarketFacts Facts()
    {
        var (adx, high) = (0.0, 0);
        foreach (var state in _states.Values)
        {
            adx += state.Features.Current.Adx14;
            high += state.Volatility.Current.IsHighVol ? 1 : 0;
        }

        return _states.Count > 0 ? new(adx / _states.Count, (double)high / _states.Count) : MarketFacts.Unknown;
    }

    /// <summary>Of the last returns of two symbols, -1 to 1; null when it is not known.</summary>
    public double? Correlation(Symbol one, Symbol other) =>
        _states.TryGetValue(one, out var a) && _states.TryGetValue(other, out var b) ? a.Returns.CorrelationWith(b.Returns) : null;

    public SymbolState? Find(Symbol symbol)
    {
        // One symbol's bars often come in a row; comparing names by reference first is cheaper than hashing.
        if (_last is { } last && last.Symbol == symbol)
        {
            return last;
        }

        return _states.TryGetValue(symbol, out var state) ? _last = state : null;
    }
}
