using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market.Exchange;
using QuantumTrader.Unit.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Market.Exchange;

/// <summary>The exchange's market on a scripted venue; its steps are read in the background.</summary>
internal sealed class SourceUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 30, TimeSpan.Zero);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<MarketStep> _steps = [];
    private Task _reading = Task.CompletedTask;

    public SourceUnderTest(BarSettings? settings = null, Func<TimeSpan>? offset = null)
    {
        History = new(Clock);
        Venue.OnSent = ScriptedVenue.Serve;
        Streams = new(Symbols, TimeSpan.FromMinutes(1), LineUnderTest.Default, Venue.Create, Clock, offset ?? (() => TimeSpan.Zero), NullLogger<MarketStreams>.Instance);
        Source = new("venue", Streams, History, settings ?? new BarSettings { HistoryBars = 5 }, Clock);
    }

    public static IReadOnlyList<Symbol> Symbols { get; } = [Symbol.Create("BTCUSDT"), Symbol.Create("ETHUSDT")];

    public FakeTimeProvider Clock { get; } = new(Start);

    public ScriptedVenue Venue { get; } = new();

    public TestHistory History { get; }

    public MarketStreams Streams { get; }

    public BinanceMarketSource Source { get; }

    public IReadOnlyList<MarketStep> Steps
    {
        get
        {
            lock (_steps)
            {
                return [.. _steps];
            }
        }
    }

    public IEnumerable<MarketStep> Live => Steps.Where(s => !s.IsHistory);

    public SourceUnderTest Read()
    {
        _reading = Task.Run(ReadAsync);
        return this;
    }

    public Task UntilAsync(Func<bool> condition, string what) => Clock.UntilAsync(
        () =>
        {
            Beat();
            return condition();
        },
        TimeSpan.FromMilliseconds(500),
        what);

    /// <summary>To the next full minute by the clock, with marks all the way.</summary>
    public async Task ToMinuteAsync(int minute, double seconds = 0)
    {
        var until = new DateTimeOffset(2026, 1, 5, 10, minute, 0, TimeSpan.Zero).AddSeconds(seconds);
        while (Clock.GetUtcNow() < until)
        {
            Beat();
            await Clock.ByAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    public void Push(params string[] frames)
    {
        foreach (var frame in frames)
        {
            Venue.Last.Push(frame);
        }
    }

    /// <summary>Both symbols' bar that opens at this minute.</summary>
    public void Close(int minute, decimal close = 100m) => Push(
        MarketFrames.Kline("BTCUSDT", OpenAt(minute), close), MarketFrames.Kline("ETHUSDT", OpenAt(minute), close));

    public static DateTimeOffset OpenAt(int minute) => new(2026, 1, 5, 10, minute, 0, TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        await Streams.DisposeAsync();
        Source.Dispose();
        _stop.Dispose();
    }

    private void Beat()
    {
        if (Venue.Sockets is [.., var last] && last.Sent.Count > 0)
        {
            last.Push(MarketFrames.Marks(Clock.GetUtcNow(), ("BTCUSDT", 100m)));
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var step in Source.ReadAsync(null, _stop.Token))
            {
                lock (_steps)
                {
                    _steps.Add(step);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }
}
