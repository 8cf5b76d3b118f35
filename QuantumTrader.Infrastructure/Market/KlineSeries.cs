using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>The bars of one symbol from one file: at least one, all of one interval, sorted, each once.</summary>
public sealed record KlineSeries
{
    /// <summary>The path as it was given.</summary>
    public required string File { get; init; }

    public required Symbol Symbol { get; init; }
    public required TimeSpan Interval { get; init; }
    public required Candle[] Candles { get; init; }
    public required KlineReport Report { get; init; }
}
