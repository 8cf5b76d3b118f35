using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>What to take from a kline file, and how much of it at most.</summary>
public sealed record KlineReadOptions
{
    public static readonly KlineReadOptions Default = new();

    /// <summary>Null takes it from the file's name: <c>BTCUSDT-1m-2022-01.csv</c> is BTCUSDT.</summary>
    public Symbol? Symbol { get; init; }

    /// <summary>Bars that open at or after this; null for all.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Bars that open before this; null for all.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Largest text, unpacked; a guard against zip bombs.</summary>
    public long BytesMax { get; init; } = 1L << 30;

    /// <summary>Most rows; six million are eleven years of minutes.</summary>
    public int RowsMax { get; init; } = 6_000_000;
}
