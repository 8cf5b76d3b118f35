using System.Runtime.CompilerServices;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// The venue's own market: history by REST, then closed bars from the stream. What the stream missed comes by REST, in order, and counts
/// as history when it comes too late to trade on; also the bars of a time in which the engine did not run.
/// </summary>
public sealed class BinanceMarketSource : IMarketSource, IMarkFeed, IDisposable
{
    private readonly MarketStreams _streams;
    private readonly BarSettings _settings;
    private readonly IBarHistory _history;
    private readonly TimeProvider _time;
    private readonly BarSteps _steps;
    private readonly BarWarmUp _warmUp;
    private readonly BarBackfill _backfill;
    private readonly IBarClock _clock;
    private readonly List<MarketBar> _taken = []; // reused
    private long _backfilled;

    /// <param name="description">For people: "Binance testnet, 3 symbols".</param>
    /// <param name="streams">Started here.</param>
    /// <param name="history">The venue's past bars.</param>
    /// <param name="settings">In market time.</param>
    /// <param name="time">Of waits.</param>
    /// <param name="clock">Of the market; null: the venue's own.</param>
    public BinanceMarketSource(string description, MarketStreams streams, IBarHistory history, BarSettings settings, TimeProvider time, IBarClock? clock = null)
    {
        (Description, _streams, _history, _settings, _time) = (description, streams, history, settings, time);
        Pace = settings.Interval;
        _clock = clock ?? new VenueBarClock(streams.Clock);
        _steps = new(streams.Symbols, settings);
        _warmUp = new(_history, settings, _clock, time);
        _backfill = new(_history, settings, streams.Bars.Wake);
    }

    public string Description { get; }

    public IReadOnlyList<Symbol> Symbols => _streams.Symbols;

    public TimeSpan Interval => _settings.Interval;

    /// <summary>Shorter in a rehearsal that is played faster.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>For the page; from any thread, and then a little torn.</summary>
    public BarHealth Health => new(
        _steps.Given, _steps.Late, Interlocked.Read(ref _backfilled), _steps.Gaps, _steps.Duplicates, _steps.Corrections, _streams.Bars.Dropped, _streams.BarsAhead, _backfill.Failure ?? _warmUp.Failure);

    public async IAsyncEnumerable<MarketStep> ReadAsync(DateTimeOffset? afterCloseUtc, [EnumeratorCancellation] CancellationToken stopping)
    {
        _streams.Start(stopping);
        await _clock.BeginAsync(_history, stopping);
        var began = Floor(_clock.Now);
        var history = await _warmUp.ReadAsync(Symbols, stopping);
        Begin(history, began);
        foreach (var step in HistorySteps(history))
        {
            yield return step;
        }

        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            var came = _streams.Bars.Came;
            Take();
            while (_steps.TryTake(_clock.Now, out var step))
            {
                yield return step;
            }

            AskForMissing(stopping);
            await WaitAsync(came, stopping);
        }
    }

    public IAsyncEnumerable<ReadOnlyMemory<MarkReading>> ReadMarksAsync(CancellationToken stopping)
    {
        _streams.Start(stopping);
        return _streams.Marks.ReadMarksAsync(stopping);
    }

    public void Dispose() => _backfill.Dispose();

    private void Begin(IReadOnlyList<MarketBar> history, DateTimeOffset beganUtc)
    {
        foreach (var symbol in Symbols)
        {
            _steps.BeginAt(symbol, beganUtc);
        }

        foreach (var bar in history)
        {
            _steps.Begin(in bar, _clock.Now);
        }
    }

    private static IEnumerable<MarketStep> HistorySteps(IReadOnlyList<MarketBar> bars)
    {
        var all = bars.ToArray();
        for (var (first, next) = (0, 0); first < all.Length; first = next)
        {
            var close = all[first].Candle.CloseTimeUtc;
            while (next < all.Length && all[next].Candle.CloseTimeUtc == close)
            {
                next++;
            }

            yield return new(close, all.AsMemory(first, next - first), IsHistory: true);
        }
    }

    private void Take()
    {
        _taken.Clear();
        _streams.Bars.TakeAll(_taken);
        _taken.RemoveAll(b => _clock.IsAhead(b.Candle.OpenTimeUtc, _settings.Interval) && _streams.Refuse(in b));
        foreach (var bar in _taken)
        {
            _clock.OnClosed(bar.Candle.CloseTimeUtc);
        }

        var now = _clock.Now;
        foreach (var bar in _taken)
        {
            _steps.Add(in bar, now);
        }

        while (_backfill.TryTake(out var answer))
        {
            TakeAnswer(answer, now);
        }
    }

    private void TakeAnswer(BarAnswer answer, DateTimeOffset now)
    {
        if (answer.Candles is null)
        {
            _steps.AskFailed(answer.Symbol);
            return;
        }

        foreach (var candle in answer.Candles)
        {
            if (candle.CloseTimeUtc + _settings.SettleTime <= now && _steps.Add(new(answer.Symbol, candle), now))
            {
                Interlocked.Increment(ref _backfilled);
            }
        }

        if (answer.Candles.Select(c => c.OpenTimeUtc).LastOrDefault(o => !_clock.IsAhead(o, _settings.Interval)) is var newest && newest > default(DateTimeOffset))
        {
            _steps.AskedUpTo(answer.Symbol, newest);
        }
    }

    private void AskForMissing(CancellationToken stopping)
    {
        foreach (var (symbol, from) in _steps.TakeMissing(_clock.Now))
        {
            _backfill.Ask(symbol, from, stopping);
        }
    }

    private async Task WaitAsync(Task came, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(came, Task.Delay(_settings.LookEvery, _time, over.Token));
        await over.CancelAsync();
    }

    private DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % _settings.Interval.Ticks), TimeSpan.Zero);
}
