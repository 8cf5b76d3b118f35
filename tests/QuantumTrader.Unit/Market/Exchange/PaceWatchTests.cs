using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Unit.Market.Exchange;

public sealed class PaceWatchTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();
    private readonly Warnings _log = new();
    private DateTimeOffset _close = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 60, 0)]
    [InlineData(60, 119, 0)]
    [InlineData(60, 31, 0)]
    [InlineData(1, 60, 1)]
    [InlineData(60, 1, 1)]
    [InlineData(1_200, 60, 1)]
    [InlineData(1_200, 1_200, 0)]
    public void Bars_AtAnotherPaceThanConfigured_AreToldOnce(double configured, double played, int warnings)
    {
        var watch = new PaceWatch(Minute, configured, _time, _log);
        Play(watch, played, bars: 500);
        Assert.Equal(warnings, _log.Count);
    }

    /// <summary>A file's gap is played on at once; a lost connection loses its bars with the time that they took.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Bars_WithAGapOrAllAtOnceAfterOne_AreNotMeasuredAcrossIt(int lostSeconds)
    {
        var watch = new PaceWatch(Minute, 60, _time, _log);
        for (var i = 0; i < 50; i++)
        {
            Play(watch, 60, bars: 2);
            _time.Advance(TimeSpan.FromSeconds(lostSeconds));
            _close += TimeSpan.FromHours(1);
        }

        Assert.Equal(0, _log.Count);
    }

    /// <summary>Each bar is told by two symbols.</summary>
    private void Play(PaceWatch watch, double speed, int bars)
    {
        for (var i = 0; i < bars; i++)
        {
            _time.Advance(Minute / speed);
            _close += Minute;
            watch.OnClosed(_close);
            watch.OnClosed(_close);
        }
    }

    private sealed class Warnings : ILogger
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count += logLevel == LogLevel.Warning ? 1 : 0;
    }
}
