using System.Runtime.CompilerServices;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// Plays the synthetic market. Bar 0 opens at <see cref="SyntheticMarket.EpochUtc"/>; a fresh start gives the first
/// <c>historyBars</c> bars as history and goes on from there. A resumed one goes on right after the bar that was handled
/// last, with the bars before it as history, so the same seed gives one and the same market over any number of restarts.
/// </summary>
public sealed class SyntheticMarketSource : IMarketSource
{
    /// <summary>Chosen so that signals come within the first minute and nothing crashes in the first half hour at speed 60.</summary>
    public const ulong DefaultSeed = 2;

    // A hundred market years, half a minute of skipping; a time beyond it belongs to another market.
    private const long BarsMax = 100L * 366 * 24 * 60;
    private const int SkipChunk = 1_000_000;

    private readonly ulong _seed;
    private readonly int _historyBars;
    private readonly double _speed;
    private readonly TimeProvider _time;

    /// <param name="seed">Which market; see <see cref="DefaultSeed"/>.</param>
    /// <param name="historyBars">Bars given at once before the live ones, 0 or more.</param>
    /// <param name="speed">Market seconds per clock second; 60 is a bar a second, 0 as fast as the bars are taken.</param>
    /// <param name="time">The clock that paces the live bars.</param>
    public SyntheticMarketSource(ulong seed, int historyBars, double speed, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(historyBars);
        _seed = seed;
        _historyBars = historyBars;
        _speed = MarketPace.RequireSpeed(speed);
        _time = time;
    }

    public string Description => $"synthetic market, seed {_seed}, {SpeedText.Of(_speed)}";

    public IReadOnlyList<Symbol> Symbols { get; } = [.. SyntheticSymbol.Defaults.Select(s => s.Symbol)];

    public TimeSpan Interval => SyntheticMarket.Interval;

    public TimeSpan Pace => MarketPace.Of(Interval, _speed);

    /// <exception cref="InvalidOperationException">The time to resume after lies outside what this market can reach.</exception>
    public async IAsyncEnumerable<MarketStep> ReadAsync(DateTimeOffset? afterCloseUtc, [EnumeratorCancellation] CancellationToken stopping)
    {
        var market = new SyntheticMarket(_seed);
        var firstLive = afterCloseUtc is { } after ? IndexAfter(after) : _historyBars;
        await SkipAsync(market, Math.Max(0, firstLive - _historyBars), stopping);
        while (market.Index < firstLive)
        {
            stopping.ThrowIfCancellationRequested();
            yield return Step(market, isHistory: true);
        }

        using var pace = new MarketPace(Interval, _speed, _time);
        while (true)
        {
            await pace.NextAsync(stopping);
            yield return Step(market, isHistory: false);
        }
    }

    private static async Task SkipAsync(SyntheticMarket market, long bars, CancellationToken stopping)
    {
        for (var left = bars; left > 0; left -= SkipChunk)
        {
            stopping.ThrowIfCancellationRequested();
            market.Skip(Math.Min(left, SkipChunk));
            await Task.Yield();
        }
    }

    /// <summary>A new array each time, because whoever takes the step may keep it.</summary>
    private static MarketStep Step(SyntheticMarket market, bool isHistory)
    {
        var bars = new MarketBar[market.Symbols.Count];
        market.Next(bars);
        return new MarketStep(SyntheticMarket.OpenTimeOf(market.Index), bars, isHistory);
    }

    /// <summary>The first bar that closes after <paramref name="closeUtc"/>.</summary>
    private static long IndexAfter(DateTimeOffset closeUtc)
    {
        var index = (closeUtc - SyntheticMarket.EpochUtc).Ticks / SyntheticMarket.Interval.Ticks;
        return closeUtc >= SyntheticMarket.EpochUtc && index <= BarsMax
            ? index
            : throw new InvalidOperationException(
                $"The synthetic market cannot go on after {closeUtc:yyyy-MM-ddTHH:mm}Z: it runs from {SyntheticMarket.EpochUtc:yyyy-MM-dd} for 100 years. "
                + "The data directory was used with another Market:Source; set it back, or choose a new Data:Directory.");
    }
}
