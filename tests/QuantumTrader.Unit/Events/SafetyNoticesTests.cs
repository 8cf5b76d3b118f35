using CsCheck;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Unit.Events;

public sealed class SafetyNoticesTests : IDisposable
{
    private readonly CountingLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Run_SafetyEventsAmongOthers_EachIsToldOnceOverRestartsAndShown()
    {
        await using var bench = new SubscriberBench();
        await bench.AppendAsync(1, 3);
        await bench.Journal.AppendAsync(SubscriberBench.Safety("first"));
        await RunAsync(bench, 4, notices => Assert.Equal([4L], notices.Newest.Select(n => n.Sequence)));
        await bench.RestartAsync();
        await bench.Journal.AppendAsync(SubscriberBench.Safety("second"));
        await RunAsync(bench, 5, notices =>
        {
            Assert.Equal([5L, 4], notices.Newest.Select(n => n.Sequence));
            Assert.Equal(("risk.circuit_breaker.triggered", TestEvents.Planned().AtUtc), (notices.Newest[0].Type, notices.Newest[0].AtUtc));
            Assert.StartsWith("second; equity 80 USD", notices.Newest[0].Text, StringComparison.Ordinal);
        });

        Assert.Equal(2, _logs.Warnings);
    }

    [Fact]
    public async Task Run_MoreThanAreKept_TheNewestStay()
    {
        await using var bench = new SubscriberBench();
        for (var n = 1; n <= SafetyNotices.KeptMax + 20; n++)
        {
            await bench.Journal.AppendAsync(SubscriberBench.Safety());
        }

        await RunAsync(bench, SafetyNotices.KeptMax + 20, notices =>
            Assert.Equal((SafetyNotices.KeptMax, 120L, 21L), (notices.Newest.Count, notices.Newest[0].Sequence, notices.Newest[^1].Sequence)));
        Assert.Equal(120, _logs.Warnings);
    }

    [Fact]
    public async Task Run_AnySafetyEvent_IsToldInWordsAndNotAsARecord()
    {
        await using var bench = new SubscriberBench();
        var kinds = EventCatalogue.All.Where(k => k.IsSafety).Select(k => k.Type).ToHashSet();
        var events = new Dictionary<Type, DomainEvent>();
        for (var tries = 0; events.Count < kinds.Count && tries < 10_000; tries++)
        {
            var e = EventGen.Any.Single();
            if (kinds.Contains(e.GetType()))
            {
                events.TryAdd(e.GetType(), e);
            }
        }

        Assert.Equal(kinds.Count, events.Count);
        foreach (var e in events.Values)
        {
            await bench.Journal.AppendAsync(e);
        }

        await RunAsync(bench, events.Count, notices => Assert.All(notices.Newest, n => Assert.DoesNotContain("EventId =", n.Text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_StopThatCannotReadTheAccount_SaysThatWhatIsLeftIsNotKnown()
    {
        await using var bench = new SubscriberBench();
        await bench.Journal.AppendAsync(new EmergencyRunAdvanced(Guid.Parse("018e0000-0000-7000-8000-000000000001"), TestEvents.Planned().AtUtc)
        {
            EmergencyId = Guid.Parse("018e0000-0000-7000-8000-000000000001"),
            State = EmergencyRunState.Stuck,
            OrdersCanceled = 2,
            ClosesSent = 24,
            PositionsLeft = -1,
        });

        await RunAsync(bench, 1, notices => Assert.Contains("24 closes sent, an unknown number of positions left", Assert.Single(notices.Newest).Text, StringComparison.Ordinal));
    }

    private async Task RunAsync(SubscriberBench bench, long until, Action<SafetyNotices> check)
    {
        using var notices = new SafetyNotices(bench.Journal, bench.Consumers, bench.Disk, bench.Folder, bench.Time, _logs);
        using var stop = new CancellationTokenSource();
        var running = notices.RunAsync(stop.Token);
        await bench.UntilAsync(() => notices.Subscriber.Position == until, "all events were passed");
        check(notices);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private sealed class CountingLogs : ILoggerFactory, ILogger
    {
        private int _warnings;

        public int Warnings => _warnings;

        public void AddProvider(ILoggerProvider provider)
        {
            // Nobody adds one.
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Interlocked.Increment(ref _warnings);
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
