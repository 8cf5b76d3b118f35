using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Alerts.Webhook;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Alerts;

/// <summary>Nothing that goes wrong with one message keeps the others back.</summary>
public sealed class WebhookSenderTests : IDisposable
{
    private const string Secret = "https://example.org/hook?token=hidden";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _time = new(AlertWorld.Now);
    private readonly SeededIds _ids = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lines _log = new();
    private readonly List<string> _posted = [];
    private readonly AlertBoard _board;

    public WebhookSenderTests()
    {
        _board = new AlertBoard(_ids, _time, new WebhookMessages(_ids, AlertSeverity.Info, "journal-1", "Paper"));
        _board.Durable(long.MaxValue); // nothing keeps the board here
    }

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task Sending_FailsInAWayNobodyForesaw_GivesUpThatMessageAndGoesOn()
    {
        Raise("BTCUSDT");
        Raise("ETHUSDT");
        var running = Sender(d => d.Body.Contains("BTCUSDT", StringComparison.Ordinal) ? throw new InvalidOperationException(Secret) : new WebhookOutcome.Taken()).RunAsync(_stopping.Token);
        await Poll.UntilAsync(() => _board.State.Waiting.Count == 0, Limit, "all went");
        Raise("SOLUSDT");
        await Poll.UntilAsync(() => _posted.Count == 3, Limit, "a later one went too");

        var dead = Assert.Single(_board.State.Dead);
        Assert.Contains("BTCUSDT", dead.Body, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", dead.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", dead.LastError, StringComparison.Ordinal);
        Assert.Contains(_log, l => l.Contains("InvalidOperationException", StringComparison.Ordinal) && l.Contains(nameof(WebhookSenderTests), StringComparison.Ordinal));
        Assert.DoesNotContain(_log, l => l.Contains("hidden", StringComparison.Ordinal));
        Assert.Equal(1, _board.SendAgain());
        await EndAsync(running);
    }

    [Fact]
    public async Task Pump_FailsBesideTheSending_GoesOnAfterAWhile()
    {
        Raise("BTCUSDT");
        var failures = 1;
        _log.Failure = line => line.Contains("took", StringComparison.Ordinal) && failures-- > 0 ? new FormatException("a log that fails") : null;
        var running = Sender(_ => new WebhookOutcome.Taken()).RunAsync(_stopping.Token);
        await Poll.UntilAsync(() => _posted.Count == 1, Limit, "the first went");
        Raise("ETHUSDT");
        await Poll.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _posted.Count == 2 || running.IsFaulted;
            },
            Limit,
            "the next went");

        Assert.False(running.IsFaulted);
        Assert.Contains(_log, l => l.Contains("goes on: System.FormatException", StringComparison.Ordinal));
        await EndAsync(running);
    }

    private void Raise(string symbol) => _board.Raise(new AlertReport(AlertCatalogue.SymbolHalted, symbol, "text", "test", _time.GetUtcNow()));

    private WebhookSender Sender(Func<AlertDelivery, WebhookOutcome> answer) => new(
        _board,
        async (delivery, _) =>
        {
            await Task.Yield();
            _posted.Add(delivery.Body);
            return answer(delivery);
        },
        new AlertsOptions(),
        _time,
        _log);

    private async Task EndAsync(Task running)
    {
        await _stopping.CancelAsync();
        await running.WaitAsync(Limit, TimeProvider.System);
    }

    private sealed class Lines : ConcurrentQueue<string>, ILogger<WebhookSender>
    {
        public Func<string, Exception?> Failure { get; set; } = _ => null;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = formatter(state, exception);
            Enqueue(line);
            if (Failure(line) is { } failure)
            {
                throw failure;
            }
        }
    }
}
