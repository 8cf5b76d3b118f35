using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

/// <summary>A journal with its consumers, and subscribers whose handler does what the test says.</summary>
internal sealed class SubscriberBench : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly TempFolder _folder = new();
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public SubscriberBench() => Open();

    public FaultyDisk Disk { get; } = new() { SkipsFsync = true };

    public FakeTimeProvider Time { get; } = new();

    public EventBuffer Journal { get; private set; } = null!;

    public JournalConsumers Consumers { get; private set; } = null!;

    public JournalSubscriber Subscriber { get; private set; } = null!;

    public string Folder => _folder.Path;

    /// <summary>Sequences in the order of the calls, the failed ones too. Read it when the subscriber is idle or blocked.</summary>
    public List<long> Calls { get; } = [];

    /// <summary>The handler throws for these.</summary>
    public Func<JournaledEvent, bool> Fails { get; set; } = _ => false;

    public SubscriberSettings Settings { get; set; } = SubscriberSettings.Default;

    public static CircuitBreakerTriggered Safety(string reason = "drawdown") =>
        new(new Guid(7, 0, 0, new byte[8]), TestEvents.Planned().AtUtc) { Reason = reason, Equity = new(80), Peak = new(100), Drawdown = new(0.2m), Limit = new(0.15m) };

    public JournalSubscriber Make(string name = "notices") =>
        new(name, HandleAsync, Journal, Consumers, new DeadLetterFile(Disk, Folder, name), Time, settings: Settings);

    public void Start()
    {
        Subscriber = Make();
        _running = Subscriber.RunAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Limit);
        _stop.Dispose();
        _stop = new();
    }

    /// <summary>As after a restart, or, when nothing was written in the end, a crash.</summary>
    public async Task RestartAsync(bool isCrash = false)
    {
        await StopAsync();
        if (!isCrash)
        {
            Consumers.Dispose();
        }

        await Journal.DisposeAsync();
        Open();
    }

    public async Task AppendAsync(int first, int last)
    {
        for (var n = first; n <= last; n++)
        {
            await Journal.AppendAsync(TestEvents.Numbered(n));
        }
    }

    /// <summary>Lets time pass until it is so.</summary>
    public Task UntilAsync(Func<bool> condition, string what) => Poll.UntilAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            return condition();
        },
        Limit,
        what);

    public Task UntilAtAsync(long position) => UntilAsync(() => Subscriber.Position == position, $"the subscriber is at {position}");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Consumers.Dispose();
        await Journal.DisposeAsync();
        _folder.Dispose();
    }

    private void Open()
    {
        Journal = EventBuffer.Open(Disk, Folder, new EventsOptions { SegmentSizeMax = 64 * 1024 }, Time);
        Consumers = new JournalConsumers(Disk, Folder, Time);
    }

    private Task HandleAsync(JournaledEvent journaled, CancellationToken stopping)
    {
        Calls.Add(journaled.Sequence);
        return Fails(journaled) ? Task.FromException(new InvalidOperationException($"no to {journaled.Sequence}")) : Task.CompletedTask;
    }
}
