namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>Makes rows of the table.</summary>
internal static class Row
{
    /// <summary>The same for changes and questions.</summary>
    public static IEnumerable<BinanceCode> Of(Reaction reaction, string meaning, params ReadOnlySpan<int> codes) => Of(reaction, reaction, meaning, codes);

    public static IEnumerable<BinanceCode> Of(Reaction onChange, Reaction onRead, string meaning, params ReadOnlySpan<int> codes)
    {
        var rows = new BinanceCode[codes.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new BinanceCode(codes[i], meaning, onChange, onRead);
        }

        return rows;
    }

    /// <summary>Both ends included; the codes count downwards.</summary>
    public static IEnumerable<BinanceCode> Range(Reaction reaction, string meaning, int from, int to) =>
        Enumerable.Range(0, from - to + 1).Select(i => new BinanceCode(from - i, meaning, reaction, reaction));
}
