using System.Runtime.CompilerServices;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// Plays the bars of one kline file: the first <c>historyBars</c> at once, the others at their pace, then it ends. Gaps
/// in the file take no time. A resumed one goes on with the first bar that closes after the one handled last.
/// </summary>
public sealed class KlineFileSource : IMarketSource
{
    private readonly MarketBar[] _bars;
    private readonly int _historyBars;
    private readonly double _speed;
    private readonly TimeProvider _time;

    /// <param name="series">From <see cref="KlineFile"/>; must have more bars than <paramref name="historyBars"/>.</param>
    /// <param name="historyBars">Bars given at once before the live ones, 0 or more.</param>
    /// <param name="speed">Market seconds per clock second; 0 as fast as the bars are taken.</param>
    /// <param name="time">The clock that paces the live bars.</param>
    /// <exception cref="KlineFileException">The file is so short that no bar would be left to trade on.</exception>
    public KlineFileSource(KlineSeries series, int historyBars, double speed, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegative(historyBars);
        if (series.Candles.Length <= historyBars)
        {
            throw new KlineFileException(series.File, 0, $"{series.Candles.Length} bars are not more than the {historyBars} of history: set Market:HistoryBars lower, or use a longer file.");
        }

        Series = series;
        _bars = Array.ConvertAll(series.Candles, c => new MarketBar(series.Symbol, c));
        _historyBars = historyBars;
        _speed = MarketPace.RequireSpeed(speed);
        _time = time;
        Symbols = [series.Symbol];
    }

    public KlineSeries Series { get; }

    public string Description => $"{Path.GetFileName(Series.File)}, {Series.Symbol}, {SpeedText.Of(_speed)}";

    public IReadOnlyList<Symbol> Symbols { get; }

    public TimeSpan Interval => Series.Interval;

    public TimeSpan Pace => MarketPace.Of(Interval, _speed);

    /// <exception cref="KlineFileException">The time to resume after lies before the file, so it cannot be the same market.</exception>
    public async IAsyncEnumerable<MarketStep> ReadAsync(DateTimeOffset? afterCloseUtc, [EnumeratorCancellation] CancellationToken stopping)
    {
        var firstLive = afterCloseUtc is { } after ? IndexAfter(after) : _historyBars;
        for (var i = Math.Max(0, firstLive - _historyBars); i < firstLive; i++)
        {
            stopping.ThrowIfCancellationRequested();
            yield return Step(i, isHistory: true);
        }

        using var pace = new MarketPace(Interval, _speed, _time);
        for (var i = firstLive; i < _bars.Length; i++)
        {
            await pace.NextAsync(stopping);
            yield return Step(i, isHistory: false);
        }
    }

    /// <summary>A slice of the one array of bars: playing a file at full speed allocates nothing per bar.</summary>
    private MarketStep Step(int i, bool isHistory) => new(_bars[i].Candle.CloseTimeUtc, _bars.AsMemory(i, 1), isHistory);

    private int IndexAfter(DateTimeOffset closeUtc)
    {
        if (closeUtc < _bars[0].Candle.OpenTimeUtc)
        {
            throw new KlineFileException(Series.File, 0, $"begins at {_bars[0].Candle.OpenTimeUtc:yyyy-MM-ddTHH:mm}Z, after {closeUtc:yyyy-MM-ddTHH:mm}Z where the engine stopped: use the file that it ran on, or choose a new Data:Directory.");
        }

        var (low, high) = (0, _bars.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _bars[middle].Candle.CloseTimeUtc > closeUtc ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
