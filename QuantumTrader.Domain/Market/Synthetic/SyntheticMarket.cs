using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market.Synthetic;

/// <summary>
/// An invented market of one-minute bars for demonstration and simulation: the same seed and symbols give the same bars
/// on the same platform. It has ranges, volatility clusters, jumps and crashes, and it trends more than real markets do,
/// so what a rule earns on it says nothing about a real one. Not safe for use by several threads.
/// </summary>
public sealed class SyntheticMarket
{
    /// <summary>When bar 0 opens.</summary>
    public static readonly DateTimeOffset EpochUtc = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ulong _seed;
    private readonly FactorPath _factor = new();
    private readonly SymbolPath[] _paths;

    public SyntheticMarket(ulong seed)
        : this(seed, SyntheticSymbol.Defaults)
    {
    }

    /// <param name="seed">Any number; other seeds give other histories.</param>
    /// <param name="symbols">At least one; the order is part of what a seed means.</param>
    public SyntheticMarket(ulong seed, IReadOnlyList<SyntheticSymbol> symbols)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentOutOfRangeException.ThrowIfZero(symbols.Count);
        _seed = seed;
        Symbols = [.. symbols.Select(s => s.Symbol)];
        _paths = [.. symbols.Select((s, number) => new SymbolPath(s, number))];
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>The number of the bar that <see cref="Next"/> makes, from 0.</summary>
    public long Index { get; private set; }

    /// <summary>The regime of the last bar made.</summary>
    public SyntheticRegime Regime => _factor.Regime;

    public static DateTimeOffset OpenTimeOf(long index) => EpochUtc + (Interval * index);

    /// <summary>Moves ahead without making bars, at more than a million bars a second.</summary>
    public void Skip(long bars)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bars);
        for (var end = Index + bars; Index < end; Index++)
        {
            Advance(new BarDraws(_seed, Index));
        }
    }

    /// <summary>Makes the next bar of every symbol, in the order of <see cref="Symbols"/>; allocates nothing.</summary>
    /// <param name="bars">One place per symbol.</param>
    public void Next(Span<MarketBar> bars)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bars.Length, _paths.Length);
        var draws = new BarDraws(_seed, Index);
        var open = OpenTimeOf(Index);
        Advance(draws);
        for (var i = 0; i < _paths.Length; i++)
        {
            bars[i] = new MarketBar(Symbols[i], _paths[i].ToCandle(draws, open, Interval));
        }

        Index++;
    }

    private void Advance(in BarDraws draws)
    {
        var factorReturn = _factor.Next(draws);
        foreach (var path in _paths)
        {
            path.Advance(draws, factorReturn, _factor.Heat);
        }
    }
}
