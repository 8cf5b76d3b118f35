using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>A line on a scripted venue and a clock that the test turns.</summary>
internal sealed class LineUnderTest : IAsyncDisposable
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public LineUnderTest(StreamSettings? settings = null, params StreamSpec[] specs)
    {
        Settings = settings ?? Default;
        Line = new(
            "market", _ => new(ExchangeRead<Uri>.Ok(new Uri("ws://venue.test/market/stream"))), specs, Sink, Settings, Venue.Create, Clock, NullLogger.Instance);
    }

    public static StreamSettings Default { get; } = new()
    {
        MarketUrl = new("ws://venue.test/market"),
        PrivateUrl = new("ws://venue.test/private"),
    };

    public static StreamSpec Marks { get; } = new("!markPrice@arr@1s", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(7));

    public StreamSettings Settings { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));

    public ScriptedVenue Venue { get; } = new();

    public RecordingSink Sink { get; } = new();

    public StreamLine Line { get; }

    public LineUnderTest Start()
    {
        _running = Task.Run(() => Line.RunAsync(_stop.Token));
        return this;
    }

    public Task UntilAsync(Func<bool> condition, string what) => Clock.UntilAsync(condition, Step, what);

    /// <summary>What needs no time: the clock stands meanwhile.</summary>
    public static Task SoonAsync(Func<bool> condition, string what) => Poll.UntilAsync(condition, TimeSpan.FromSeconds(20), what);

    /// <summary>Lets time pass while the last connection brings a frame a second.</summary>
    public async Task LiveAsync(TimeSpan whole)
    {
        for (var passed = TimeSpan.Zero; passed < whole; passed += TimeSpan.FromSeconds(1))
        {
            Venue.Last.Push("""{"stream":"!markPrice@arr@1s","data":{"e":"x"}}""");
            await Clock.ByAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _stop.Dispose();
    }
}
