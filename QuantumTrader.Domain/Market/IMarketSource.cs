using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market;

/// <summary>Where bars come from. History first, without delay; then live steps at the source's pace.</summary>
public interface IMarketSource
{
    /// <summary>What a person reads on the screen: "synthetic, seed 7", "BTCUSDT-1m.csv at 60x".</summary>
    string Description { get; }

    IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>The length of a bar in market time.</summary>
    TimeSpan Interval { get; }

    /// <summary>Between two live bars by the clock.</summary>
    TimeSpan Pace => Interval;

    /// <summary>
    /// Steps in time order. A source that resumes starts after <paramref name="afterCloseUtc"/>: the last live step
    /// that the engine has handled before a restart; bars up to it come as history.
    /// </summary>
    IAsyncEnumerable<MarketStep> ReadAsync(DateTimeOffset? afterCloseUtc, CancellationToken stopping);
}
