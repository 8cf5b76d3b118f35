using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Unit.Events;

public sealed class JournalSubscriberTests
{
    private static IEnumerable<long> To(int last, int first = 1) => Enumerable.Range(first, last - first + 1).Select(n => (long)n);

    [Fact]
    public async Task Run_EventsBeforeAndWhileItRuns_AllComeInOrderOnce()
    {
        await using var bench = new SubscriberBench();
        await bench.AppendAsync(1, 700);
        bench.Start();
        await bench.AppendAsync(701, 900);
        await bench.UntilAtAsync(900);

        Assert.Equal(To(900), bench.Calls);
        await bench.UntilAsync(() => bench.Consumers.All["notices"] == 900, "confirmed");
    }

    [Fact]
    public async Task Run_AfterARestart_GoesOnWhereItWas()
    {
        await using var bench = new SubscriberBench();
        await bench.AppendAsync(1, 10);
        bench.Start();
        await bench.UntilAtAsync(10);
        await bench.RestartAsync();
        await bench.AppendAsync(11, 12);
        bench.Start();
        await bench.UntilAtAsync(12);

        Assert.Equal(To(12), bench.Calls);
    }

    [Fact]
    public async Task Run_AfterACrash_TheLastSecondComesAgainAndNothingIsLeftOut()
    {
        await using var bench = new SubscriberBench();
        await bench.AppendAsync(1, 10);
        bench.Start();
        await bench.UntilAtAsync(10);
        await bench.UntilAsync(() => bench.Consumers.All["notices"] == 10, "confirmed");
        bench.Disk.Refuses = what => what == "rename"; // the confirmations of what follows never get to the disk
        await bench.AppendAsync(11, 12);
        await bench.UntilAtAsync(12);
        await bench.RestartAsync(isCrash: true);
        bench.Disk.Refuses = _ => false;
        bench.Start();
        await bench.UntilAtAsync(12);

        Assert.Equal([.. To(12), 11, 12], bench.Calls);
    }

    [Fact]
    public async Task Run_HandlerFailsTwice_TheEventIsTriedAgainAndTheNextOnesWait()
    {
        await using var bench = new SubscriberBench();
        var failures = 2;
        bench.Fails = e => e.Sequence == 2 && failures-- > 0;
        await bench.AppendAsync(1, 3);
        bench.Start();
        await bench.UntilAtAsync(3);

        Assert.Equal([1, 2, 2, 2, 3], bench.Calls);
        Assert.Equal(0, bench.Subscriber.DeadLetters.Count);
    }

    [Fact]
    public async Task Run_PausesBetweenTries_GrowByFour()
    {
        await using var bench = new SubscriberBench { Fails = _ => true };
        bench.Settings = new SubscriberSettings { PauseMin = TimeSpan.FromSeconds(10) };
        await bench.AppendAsync(1, 1);
        bench.Start();
        Assert.Single(bench.Calls);

        bench.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Single(bench.Calls);
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2, bench.Calls.Count);
        bench.Time.Advance(TimeSpan.FromSeconds(4.9)); // PauseMax bounds them
        Assert.Equal(2, bench.Calls.Count);
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(3, bench.Calls.Count);
        Assert.Equal(1, bench.Subscriber.DeadLetters.Count);
    }

    [Fact]
    public async Task Run_HandlerKeepsFailing_TheEventIsSetAsideDurablyAndTheNextOnesCome()
    {
        await using var bench = new SubscriberBench { Fails = e => e.Sequence == 2 };
        await bench.AppendAsync(1, 3);
        bench.Start();
        await bench.UntilAtAsync(3);
        await bench.RestartAsync();
        bench.Start();

        Assert.Equal([1, 2, 2, 2, 3], bench.Calls);
        var letter = Assert.Single(bench.Subscriber.DeadLetters.List());
        Assert.Equal((2, "no to 2", 3), (letter.Sequence, letter.Failure, letter.Tries));
    }

    [Theory]
    [InlineData("append")]
    [InlineData("fsync")]
    [InlineData("open")]
    [InlineData("mkdir")]
    public async Task Run_DeadLetterCannotBeWritten_WaitsWithTheEventUntilItCan(string what)
    {
        await using var bench = new SubscriberBench { Fails = e => e.Sequence == 2 };
        await bench.AppendAsync(1, 3);
        bench.Disk.Refuses = w => w == what;
        bench.Start();
        await bench.UntilAsync(() => bench.Subscriber.Cause is not null, "it says why it waits");
        Assert.Equal((1, 0), (bench.Subscriber.Position, bench.Subscriber.DeadLetters.Count));

        bench.Disk.Refuses = _ => false;
        await bench.UntilAtAsync(3);
        Assert.Equal([2L], bench.Subscriber.DeadLetters.List().Select(l => l.Sequence));
        Assert.Null(bench.Subscriber.Cause);
    }

    [Fact]
    public async Task Retry_HandlerIsWellAgain_TheLettersLeaveTheListAlsoOnDisk()
    {
        await using var bench = new SubscriberBench { Fails = e => e.Sequence is 2 or 4 or 5 };
        await bench.AppendAsync(1, 6);
        bench.Start();
        await bench.UntilAtAsync(6);
        bench.Fails = e => e.Sequence == 4;
        bench.Calls.Clear();

        var result = await bench.Subscriber.RetryAsync([2, 4, 5, 6], CancellationToken.None);
        Assert.Equal((2, 2, "There is no dead letter with sequence 6; it was handled meanwhile."), (result.Succeeded, result.Failed, result.Failure));
        Assert.Equal([2, 4, 5], bench.Calls);
        Assert.Equal([4L], new DeadLetterFile(bench.Disk, bench.Folder, "notices").List().Select(l => l.Sequence));
    }

    [Fact]
    public async Task Retry_ListCannotBeWritten_SaysSoAndTheLettersStay()
    {
        await using var bench = new SubscriberBench { Fails = e => e.Sequence == 2 };
        await bench.AppendAsync(1, 2);
        bench.Start();
        await bench.UntilAtAsync(2);
        bench.Fails = _ => false;
        bench.Disk.Refuses = what => what == "rename";

        var result = await bench.Subscriber.RetryAsync([2], CancellationToken.None);
        Assert.Equal((0, 1), (result.Succeeded, result.Failed));
        Assert.Contains("cannot be written", result.Failure, StringComparison.Ordinal);
        Assert.Equal(1, bench.Subscriber.DeadLetters.Count);
    }

    [Fact]
    public async Task Run_ListIsFull_WaitsAndAnOperatorsRetryGetsInBetween()
    {
        await using var bench = new SubscriberBench { Fails = _ => true };
        bench.Settings = new SubscriberSettings { TriesMax = 1 };
        var full = DeadLetterFile.LettersMax;
        foreach (var some in Enumerable.Range(1, full + 1).Chunk(1000))
        {
            await Task.WhenAll(some.Select(n => bench.Journal.AppendAsync(TestEvents.Numbered(n)).AsTask()));
        }

        bench.Start();
        await bench.UntilAsync(() => bench.Subscriber.Cause is not null, "the list is full");
        Assert.Equal(full, bench.Subscriber.Position);
        bench.Fails = e => e.Sequence != 1;
        Assert.Equal(1, (await bench.Subscriber.RetryAsync([1], CancellationToken.None)).Succeeded);
        await bench.UntilAtAsync(full + 1);

        Assert.Equal(To(full + 1, 2), bench.Subscriber.DeadLetters.List().Select(l => l.Sequence));
    }

    [Fact]
    public async Task Run_EventSetAsideBeforeACrashComesAgainAndIsHandled_TheLetterGoes()
    {
        await using var bench = new SubscriberBench { Fails = e => e.Sequence == 1 };
        await bench.AppendAsync(1, 1);
        bench.Disk.Refuses = what => what == "rename";
        bench.Start();
        await bench.UntilAtAsync(1);
        Assert.Equal(1, bench.Subscriber.DeadLetters.Count);
        await bench.RestartAsync(isCrash: true);
        bench.Disk.Refuses = _ => false;
        bench.Fails = _ => false;
        bench.Start();
        await bench.UntilAtAsync(1);

        Assert.Equal(0, bench.Subscriber.DeadLetters.Count);
    }

    [Fact]
    public async Task Run_ManyEventsAndOneOfSafety_TheSafetyEventComesInItsTurnAndOnlyTheWanted()
    {
        await using var bench = new SubscriberBench();
        bench.Settings = new SubscriberSettings { Wants = kind => kind.IsSafety };
        await bench.AppendAsync(1, 600);
        await bench.Journal.AppendAsync(SubscriberBench.Safety());
        await bench.AppendAsync(602, 900);
        bench.Start();
        await bench.UntilAtAsync(900);

        Assert.Equal([601], bench.Calls);
    }

    [Fact]
    public async Task Run_NewestLineIsDamaged_WaitsForTheNextAndDoesNotSpin()
    {
        await using var bench = new SubscriberBench();
        await bench.AppendAsync(1, 3);
        var path = Path.Combine(bench.Folder, Segment.NameOf(1));
        var bytes = File.ReadAllBytes(path);
        bytes[^40] ^= 1;
        File.WriteAllBytes(path, bytes);
        bench.Start();
        await bench.UntilAtAsync(2);
        await bench.AppendAsync(4, 4);
        await bench.UntilAtAsync(4);

        Assert.Equal([1, 2, 4], bench.Calls);
        Assert.Equal(1, bench.Journal.QuarantinedCount);
    }

    [Fact]
    public async Task Run_JournalCannotBeRead_SaysSoAndGoesOnWhenItCan()
    {
        await using var bench = new SubscriberBench();
        await bench.AppendAsync(1, 3);
        bench.Disk.RefusesReading = _ => true;
        bench.Start();
        await bench.UntilAsync(() => bench.Subscriber.Cause is not null, "it says why it waits");
        bench.Disk.RefusesReading = _ => false;
        await bench.UntilAtAsync(3);

        Assert.Equal(To(3), bench.Calls);
        Assert.Null(bench.Subscriber.Cause);
    }

    [Fact]
    public async Task Begin_JournalIsAnOlderCopy_WhatComesNextIsHandled()
    {
        await using var bench = new SubscriberBench();
        bench.Consumers.Register("notices");
        bench.Consumers.Confirm("notices", 500);
        await bench.AppendAsync(1, 3);
        bench.Start();
        await bench.AppendAsync(4, 5);
        await bench.UntilAtAsync(5);

        Assert.Equal([4, 5], bench.Calls);
        await bench.UntilAsync(() => bench.Consumers.All["notices"] == 5, "confirmed");
    }

    [Fact]
    public async Task Run_JournalIsClosed_Ends()
    {
        await using var bench = new SubscriberBench();
        bench.Start();
        await bench.AppendAsync(1, 2);
        await bench.UntilAtAsync(2);
        await bench.Journal.DisposeAsync();

        await bench.StopAsync(); // would not end while it spins
        Assert.Equal([1, 2], bench.Calls);
    }
}
