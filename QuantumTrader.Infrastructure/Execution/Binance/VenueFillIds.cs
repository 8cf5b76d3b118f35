using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// The venue counts trades per symbol; a <see cref="Domain.Execution.VenueFill.FillId"/> grows and is unique per account. So it is made of the
/// trade's time and of what tells apart the trades of one millisecond. Stream and REST give the same number for the same trade.
/// </summary>
public static class VenueFillIds
{
    // 42 bits of milliseconds last until 2109; of two trades in one millisecond, those of one symbol never meet (within 4,096 trades), those
    // of two symbols once in two million.
    private const int TradeBits = 12;
    private const int SymbolBits = 9;
    private const int LowBits = TradeBits + SymbolBits;

    /// <param name="symbol">The trade's.</param>
    /// <param name="tradeId">The venue's, unique per symbol.</param>
    /// <param name="timeMs">Of the trade, milliseconds since 1970 UTC, above 0.</param>
    public static long Of(Symbol symbol, long tradeId, long timeMs) =>
        (timeMs << LowBits) | (tradeId & ((1L << TradeBits) - 1)) << SymbolBits | Hash(symbol);

    /// <summary>When the trade of this id was made; fills from then on are the ones to ask for, and the one with the id is among them.</summary>
    public static DateTimeOffset TimeOf(long fillId) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(fillId, 0) >> LowBits);

    /// <summary>The lowest id that a trade of this instant can have: every fill of it or later has this or a higher one.</summary>
    public static long FirstAt(DateTimeOffset time) => Math.Max(time.ToUnixTimeMilliseconds(), 0) << LowBits;

    private static long Hash(Symbol symbol)
    {
        var hash = 2166136261u;
        foreach (var c in symbol.Value)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return (hash ^ (hash >> SymbolBits)) & ((1L << SymbolBits) - 1);
    }
}
