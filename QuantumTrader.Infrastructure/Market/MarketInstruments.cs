using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>The rules that paper trading uses for a source's symbols.</summary>
public static class MarketInstruments
{
    /// <summary>Inferred for a kline file, so that ticks fit its prices; else from <see cref="KnownInstruments"/>.</summary>
    /// <exception cref="InvalidOperationException">Nobody knows a symbol's rules; its source must bring them.</exception>
    public static IReadOnlyDictionary<Symbol, Instrument> Of(IMarketSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source is KlineFileSource file
            ? new Dictionary<Symbol, Instrument> { [file.Series.Symbol] = InstrumentInference.From(file.Series.Symbol, file.Series.Candles) }
            : source.Symbols.ToDictionary(symbol => symbol, Known);
    }

    private static Instrument Known(Symbol symbol) => KnownInstruments.All.TryGetValue(symbol, out var instrument)
        ? instrument
        : throw new InvalidOperationException($"The trading rules of {symbol} are not known here: read them from the venue.");
}
