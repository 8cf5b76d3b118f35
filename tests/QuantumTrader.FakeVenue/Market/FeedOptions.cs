using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>How the prices move.</summary>
/// <remarks>
/// Two clocks. The venue's clock (serverTime, <c>E</c>, order and trade times, funding, mark prices) is the wall clock, or
/// receive windows would mean nothing. A bar's <c>t</c> and <c>T</c> and the times of REST klines are market time: the
/// file's own, whatever the speed, so that bars are the same in every run. A file bar lasts its interval divided by
/// <see cref="Speed"/> on the wall clock; the walk's market time begins at the whole minute of the start and runs with
/// the wall clock at a speed of 1.
/// </remarks>
public sealed record FeedOptions
{
    public PricePath Path { get; init; } = PricePath.ByHand;

    /// <summary>For <see cref="PricePath.Files"/>: one series per symbol.</summary>
    public IReadOnlyList<KlineSeries> Series { get; init; } = [];

    /// <summary>Bars are so many times shorter on the wall clock; 0 moves only when a test asks.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Between two prices of a symbol, as far as a bar's length allows.</summary>
    public TimeSpan TickEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Most prices in one bar; at least <see cref="BarPath.TicksMin"/>.</summary>
    public int TicksPerBarMax { get; init; } = 240;

    /// <summary>Bars that are already there at the start: of the walk, or the first ones of a file.</summary>
    public int HistoryBars { get; init; }

    /// <summary>Closed bars kept per symbol, at least; at most twice as many.</summary>
    public int HistoryBarsMax { get; init; } = 10_000;

    /// <summary>Between two mark prices of the <c>@1s</c> streams; the slow ones come every third time.</summary>
    public TimeSpan MarkEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Least time between two messages about one unclosed kline.</summary>
    public TimeSpan KlineEvery { get; init; } = TimeSpan.FromMilliseconds(250);
}
