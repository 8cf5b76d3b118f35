using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

public sealed class UnreadLogTests
{
    private readonly Lines _lines = [];
    private readonly UnreadLog _log;

    public UnreadLogTests() => _log = new(_lines);

    [Fact]
    public void Flood_OfOneKind_IsAHandfulOfLinesWithTheCount()
    {
        for (var i = 0; i < 30_000; i++)
        {
            _log.Add($"AccountMessage: at byte {i}");
        }

        Assert.Equal(3 + 13, _lines.Count); // the first three, and 4, 8, … 16,384
        Assert.Contains("byte 2", _lines[2], StringComparison.Ordinal);
        Assert.StartsWith("16384 events", _lines[^1], StringComparison.Ordinal);
        Assert.EndsWith("byte 16383", _lines[^1], StringComparison.Ordinal);

        _log.Add("OrderTradeMessage: another kind");
        Assert.EndsWith("another kind", _lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Flood_OfKinds_IsBounded()
    {
        for (var i = 0; i < 30_000; i++)
        {
            _log.Add($"kind {i}");
        }

        Assert.InRange(_lines.Count, 32, 60);
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
    }
}
