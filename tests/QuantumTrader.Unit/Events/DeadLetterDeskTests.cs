using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Unit.Events;

public sealed class DeadLetterDeskTests
{
    private int _onEngine;

    [Fact]
    public async Task List_LettersOfSubscribersAndOfTheBus_SafetyEventsFirst()
    {
        await using var bench = new SubscriberBench { Fails = e => e.Sequence >= 2 };
        await bench.AppendAsync(1, 2);
        await bench.Journal.AppendAsync(SubscriberBench.Safety());
        bench.Start();
        await bench.UntilAtAsync(3);
        var bus = new InProcessEventBus(bench.Journal);
        bus.Subscribe(_ => throw new InvalidOperationException("boom"));
        await bus.PublishAsync(TestEvents.Numbered(4));
        var desk = Desk(bus, bench.Subscriber);

        Assert.Equal(3, desk.Count);
        Assert.Equal(
            [("notices", 3L, true, true, 3), ("notices", 2, false, true, 3), (DeadLetterDesk.Bus, 4, false, false, 1)],
            desk.List().Select(r => (r.Subscriber, r.Sequence, r.IsSafety, r.IsDurable, r.Tries)));
        Assert.Contains("boom", desk.List()[2].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_OneOfTheBus_IsCalledOnTheEngineAndLeavesTheListWhenItSucceeds()
    {
        await using var bench = new SubscriberBench();
        var bus = new InProcessEventBus(bench.Journal);
        var fails = true;
        var seen = new List<long>();
        bus.Subscribe(j =>
        {
            if (fails)
            {
                throw new InvalidOperationException("boom");
            }

            seen.Add(j.Sequence);
        });
        await bus.PublishAsync(TestEvents.Numbered(1));
        await bus.PublishAsync(TestEvents.Numbered(2));
        var desk = Desk(bus);
        var number = desk.List()[0].Number;

        Assert.Equal(new DeadLetterRetry(0, 1, "boom"), await desk.RetryAsync(DeadLetterDesk.Bus, number, CancellationToken.None));
        fails = false;
        Assert.Equal(new DeadLetterRetry(1, 0, null), await desk.RetryAsync(DeadLetterDesk.Bus, number, CancellationToken.None));
        Assert.Equal([1L], seen);
        Assert.Equal([2L], desk.List().Select(r => r.Sequence));
        Assert.Equal(2, _onEngine);
        Assert.Equal(1, (await desk.RetryAsync(DeadLetterDesk.Bus, number, CancellationToken.None)).Failed);
        Assert.Equal(new DeadLetterRetry(1, 0, null), await desk.RetryAllAsync(DeadLetterDesk.Bus, CancellationToken.None));
        Assert.Equal(0, desk.Count);
    }

    [Fact]
    public async Task RetryAll_OneFailsAgain_TheOthersLeaveTheList()
    {
        await using var bench = new SubscriberBench { Fails = _ => true };
        await bench.AppendAsync(1, 4);
        bench.Start();
        await bench.UntilAtAsync(4);
        bench.Fails = e => e.Sequence == 2;
        var desk = Desk(new InProcessEventBus(bench.Journal), bench.Subscriber);

        Assert.Equal(new DeadLetterRetry(3, 1, "no to 2"), await desk.RetryAllAsync("notices", CancellationToken.None));
        Assert.Equal([2L], desk.List().Select(r => r.Sequence));
    }

    [Fact]
    public async Task Retry_OfNobody_SaysSo()
    {
        await using var bench = new SubscriberBench();
        var desk = Desk(new InProcessEventBus(bench.Journal));

        Assert.Equal(new DeadLetterRetry(0, 1, "There is no subscriber 'nobody'."), await desk.RetryAsync("nobody", 1, CancellationToken.None));
    }

    [Fact]
    public async Task Bus_MoreFailuresThanAreKept_SafetyEventsStay()
    {
        await using var bench = new SubscriberBench();
        var bus = new InProcessEventBus(new HashingJournal());
        bus.Subscribe(_ => throw new InvalidOperationException("boom"));
        await bus.PublishAsync(SubscriberBench.Safety());
        for (var n = 2; n <= 1200; n++)
        {
            await bus.PublishAsync(TestEvents.Numbered(n));
        }

        Assert.Equal(1000, bus.DeadLetters.Count);
        Assert.Equal((1, 1200), (bus.DeadLetters[0].Journaled.Sequence, bus.DeadLetters[^1].Journaled.Sequence));
    }

    private DeadLetterDesk Desk(InProcessEventBus bus, params JournalSubscriber[] subscribers) => new(subscribers, bus, retry =>
    {
        _onEngine++;
        return Task.FromResult(retry());
    });
}
