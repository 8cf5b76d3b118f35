using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class InProcessEventBusTests
{
    private readonly ManualJournal _journal = new();
    private readonly InProcessEventBus _bus;
    private readonly List<(long Sequence, long Number)> _seen = [];

    public InProcessEventBusTests()
    {
        _bus = new InProcessEventBus(_journal);
        _bus.Subscribe(j => _seen.Add((j.Sequence, TestEvents.NumberOf(j.Event))));
    }

    [Fact]
    public async Task Publish_JournalAnswersAtOnce_EndsAtOnceAndEverybodyHasSeenIt()
    {
        using var journal = new HashingJournal();
        var bus = new InProcessEventBus(journal);
        var seen = new List<long>();
        bus.Subscribe(j => seen.Add(j.Sequence));

        var published = bus.PublishAsync(TestEvents.Numbered(1));

        Assert.True(published.IsCompletedSuccessfully && await published);
        Assert.Equal([1L], seen);
    }

    [Fact]
    public void Publish_JournalAnswersAtOnce_AllocatesNothing()
    {
        using var journal = new HashingJournal();
        var bus = new InProcessEventBus(journal);
        var count = 0;
        bus.Subscribe(_ => count++);
        var e = TestEvents.Filled(1m, 1m);

        Assert.Equal(0, Allocations.Least(() => PublishAll(bus, e, 3000)));
        Assert.Equal(journal.Count, count);
    }

    [Fact]
    public async Task Publish_NotYetDurable_NobodySeesIt()
    {
        var published = _bus.PublishAsync(TestEvents.Numbered(1)).AsTask();
        Assert.Empty(_seen);
        Assert.False(published.IsCompleted);

        _journal.Answer(0);

        Assert.True(await published);
        Assert.Equal([(1L, 1L)], _seen);
    }

    [Fact]
    public async Task Publish_JournalAnswersInAnotherOrder_SubscribersSeeTheOrderOfPublishing()
    {
        var first = _bus.PublishAsync(TestEvents.Numbered(1)).AsTask();
        var second = _bus.PublishAsync(TestEvents.Numbered(2)).AsTask();
        _journal.Answer(1);
        Assert.Empty(_seen);
        Assert.False(second.IsCompleted);

        _journal.Answer(0);
        await Task.WhenAll(first, second);

        Assert.Equal([(1L, 1L), (2, 2)], _seen);
    }

    [Fact]
    public async Task Publish_JournalUnavailable_SubscribersSeeItWithSequenceZeroInOrderAndTheAnswerIsFalse()
    {
        var first = _bus.PublishAsync(TestEvents.Numbered(1)).AsTask();
        var second = _bus.PublishAsync(TestEvents.Numbered(2)).AsTask();
        var third = _bus.PublishAsync(TestEvents.Numbered(3)).AsTask();
        _journal.Fail(1, new JournalUnavailableException("No space left on device"));
        _journal.Answer(2);
        _journal.Answer(0);

        Assert.Equal("True False True", string.Join(' ', await Task.WhenAll(first, second, third)));
        Assert.Equal([(1L, 1L), (0, 2), (3, 3)], _seen);
        Assert.Equal(1, _bus.NotDurableCount);
    }

    [Fact]
    public async Task Publish_JournalRefusesAtOnce_SubscribersSeeItAndTheAnswerIsFalse()
    {
        _journal.RefuseAtOnce = new JournalUnavailableException("queue full");

        Assert.False(await _bus.PublishAsync(TestEvents.Numbered(1)));
        Assert.Equal([(0L, 1L)], _seen);
    }

    [Fact]
    public async Task Publish_EventThatCannotBeWritten_ThrowsAndTheNextOneGoesOn()
    {
        _journal.RefuseAtOnce = new ArgumentException("too long");
        await Assert.ThrowsAsync<ArgumentException>(async () => await _bus.PublishAsync(TestEvents.Numbered(1)));
        _journal.RefuseAtOnce = null;

        var next = _bus.PublishAsync(TestEvents.Numbered(2)).AsTask();
        _journal.Answer(0);
        Assert.True(await next);
    }

    [Fact]
    public async Task Publish_FromAHandler_ComesAfterTheCurrentEventForAllSubscribers()
    {
        using var journal = new HashingJournal();
        var bus = new InProcessEventBus(journal);
        var seen = new List<string>();
        var nested = new List<Task<bool>>();
        bus.Subscribe(j =>
        {
            seen.Add($"first {j.Sequence}");
            if (j.Sequence == 1)
            {
                nested.Add(bus.PublishAsync(TestEvents.Numbered(2)).AsTask());
                nested.Add(bus.PublishAsync(TestEvents.Numbered(3)).AsTask());
            }
        });
        bus.Subscribe(j => seen.Add($"second {j.Sequence}"));

        Assert.True(await bus.PublishAsync(TestEvents.Numbered(1)));

        Assert.Equal(["first 1", "second 1", "first 2", "second 2", "first 3", "second 3"], seen);
        Assert.DoesNotContain(false, await Task.WhenAll(nested));
        Assert.Equal(0, bus.UnderWay);
    }

    [Fact]
    public async Task Publish_AHandlerThrows_TheOthersStillGetItAndItIsKeptAside()
    {
        using var journal = new HashingJournal();
        var bus = new InProcessEventBus(journal);
        var seen = 0;
        bus.Subscribe(_ => throw new InvalidOperationException("boom"));
        bus.Subscribe(_ => seen++);
        for (var n = 1; n <= 1100; n++)
        {
            Assert.True(await bus.PublishAsync(TestEvents.Numbered(n)));
        }

        Assert.Equal(1100, seen);
        Assert.Equal(1100, bus.HandlerFailureCount);
        Assert.Equal(1000, bus.DeadLetters.Count);
        Assert.Equal((1100, "boom"), (bus.DeadLetters[^1].Journaled.Sequence, bus.DeadLetters[^1].Failure));
    }

    [Fact]
    public async Task Subscription_Disposed_SeesNothingMore()
    {
        using var journal = new HashingJournal();
        var bus = new InProcessEventBus(journal);
        var seen = 0;
        var subscription = bus.Subscribe(_ => seen++);
        await bus.PublishAsync(TestEvents.Numbered(1));
        subscription.Dispose();
        subscription.Dispose();
        await bus.PublishAsync(TestEvents.Numbered(2));

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Publish_OnAnEnginesContextWithTheJournalOnDisk_HandlersRunThereInOrder()
    {
        using var folder = new TempFolder();
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, folder.Path, new EventsOptions(), new FakeTimeProvider());
        var bus = new InProcessEventBus(journal);
        var engine = new RecordingContext();
        var seen = new List<long>();
        var ended = new List<long>();
        bus.Subscribe(j =>
        {
            Assert.Same(engine, SynchronizationContext.Current);
            seen.Add(j.Sequence);
        });
        for (var n = 1; n <= 200; n++)
        {
            engine.Run(() => _ = Publish(bus, n, ended));
        }

        await Poll.UntilAsync(() => engine.RunPosted() && ended.Count == 200, TimeSpan.FromSeconds(10), "all published");
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), seen);
        Assert.Equal(seen, ended);
        Assert.Equal(0, bus.HandlerFailureCount);
    }

    private static async Task Publish(InProcessEventBus bus, int n, List<long> ended)
    {
        Assert.True(await bus.PublishAsync(TestEvents.Numbered(n)));
        ended.Add(n);
    }

    private static void PublishAll(InProcessEventBus bus, DomainEvent e, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var published = bus.PublishAsync(e);
            Assert.True(published.IsCompletedSuccessfully);
        }
    }
}
