using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class EventBufferTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_ManyAtOnce_SequencesFollowTheCallsAndAreReadBackInOrder()
    {
        await using var journal = Open();
        var appends = Enumerable.Range(1, 500).Select(n => journal.AppendAsync(TestEvents.Numbered(n)).AsTask()).ToArray();

        Assert.Equal(Enumerable.Range(1, 500).Select(n => (long)n), await Task.WhenAll(appends));
        Assert.Equal(Enumerable.Range(1, 500).Select(n => ((long)n, (long)n)), Read(journal));
        Assert.Equal(new JournalHealth(JournalState.Ok, 500, 500, null, _time.GetUtcNow()), journal.Health);
    }

    [Fact]
    public async Task Append_FromManyThreads_EverySequenceIsGivenOnceAndHoldsItsOwnEvent()
    {
        await using var journal = Open();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(async () =>
        {
            var mine = new List<(long Sequence, long Number)>();
            for (var i = 0; i < 100; i++)
            {
                var number = (t * 100) + i + 1;
                mine.Add((await journal.AppendAsync(TestEvents.Numbered(number)), number));
            }

            return mine;
        })));

        Assert.Equal(answers.SelectMany(a => a).OrderBy(a => a.Sequence), Read(journal));
    }

    [Fact]
    public async Task Append_WhileTheDiskIsBusy_TheNextGroupTakesAllThatQueuedAndAnswersInOrder()
    {
        var disk = new FaultyDisk();
        await using var journal = Open(disk);
        await journal.AppendAsync(TestEvents.Numbered(1));
        using var release = new ManualResetEventSlim();
        using var isHeld = new ManualResetEventSlim();
        disk.Before = what =>
        {
            if (what == "fsync")
            {
                isHeld.Set();
                release.Wait(TimeSpan.FromSeconds(10));
            }
        };
        var context = new RecordingContext();
        var answered = new List<long>();
        context.Run(() => _ = Await(journal.AppendAsync(TestEvents.Numbered(2)), answered));
        isHeld.Wait(TimeSpan.FromSeconds(10));
        var before = disk.Count;
        for (var n = 3; n <= 60; n++)
        {
            context.Run(() => _ = Await(journal.AppendAsync(TestEvents.Numbered(n)), answered));
        }

        release.Set();
        await Poll.UntilAsync(() => context.RunPosted() && answered.Count == 59, TimeSpan.FromSeconds(10), "all appends answered");

        Assert.Equal(Enumerable.Range(2, 59).Select(n => (long)n), answered);
        Assert.Equal(3, disk.Count - before); // the fsync that was held up, then one append and one fsync for fifty-eight events
    }

    [Fact]
    public async Task Reopen_AfterClose_GoesOnWithTheNextSequence()
    {
        await Fill(3);
        await using var journal = Open();

        Assert.Equal(3, journal.Health.LastDurableSequence);
        Assert.Equal(4, await journal.AppendAsync(TestEvents.Numbered(4)));
        Assert.Equal([(1L, 1L), (2, 2), (3, 3), (4, 4)], Read(journal));
        Assert.Equal(0, journal.TornLength);
    }

    [Fact]
    public async Task Open_ByASecondWriter_IsRefusedWithTheRemedy()
    {
        await using var journal = Open();

        var error = Assert.Throws<JournalUnavailableException>(() => Open());
        Assert.Contains("Another process", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhereAFileIsInTheWay_IsRefusedWithTheRemedy()
    {
        File.WriteAllText(_folder["events"], "not a directory");

        var error = Assert.Throws<JournalUnavailableException>(() => EventBuffer.Open(PhysicalDisk.Instance, _folder["events"], new EventsOptions(), _time));
        Assert.Contains("Check that the directory is writable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_AtTheSize_BeginsSegmentsNamedByTheirFirstSequence()
    {
        await using (var journal = Open(options: new EventsOptions { SegmentSizeMax = 64 * 1024 }))
        {
            for (var n = 1; n <= 400; n++)
            {
                await journal.AppendAsync(TestEvents.Numbered(n));
            }

            Assert.Equal(Enumerable.Range(1, 400).Select(n => ((long)n, (long)n)), Read(journal));
            Assert.Equal([(200L, 200L), (201L, 201L)], Read(journal, 199).Take(2));
        }

        var segments = Segment.List(PhysicalDisk.Instance, _folder.Path);
        Assert.Equal("00000000000000000001.jsonl", segments[0].Name);
        Assert.True(segments.Count > 1);
        Assert.All(segments, s => Assert.True(new FileInfo(_folder[s.Name]).Length <= 64 * 1024));
        await using var again = Open();
        Assert.Equal(400, again.Health.LastDurableSequence);
    }

    [Fact]
    public async Task Append_WhenTheQueueIsFull_IsRefusedAtOnceCountedAndShownUntilTheDiskAnswers()
    {
        var disk = new FaultyDisk();
        await using var journal = Open(disk, new EventsOptions { QueueMax = 256 });
        using var release = new ManualResetEventSlim();
        disk.Before = what => release.Wait(TimeSpan.FromSeconds(10));
        var appends = Enumerable.Range(1, 256).Select(n => journal.AppendAsync(TestEvents.Numbered(n)).AsTask()).ToArray();

        var refused = journal.AppendAsync(TestEvents.Numbered(257));
        Assert.True(refused.IsFaulted);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await refused);
        Assert.Equal(1, journal.RefusedCount);
        Assert.Equal(JournalState.Failing, journal.Health.State);

        release.Set();
        await Task.WhenAll(appends);
        await Poll.UntilAsync(() => journal.Health.State == JournalState.Ok, TimeSpan.FromSeconds(10), "healthy again");
        Assert.Equal(257, await journal.AppendAsync(TestEvents.Numbered(257)));
        Assert.Equal(257, Read(journal).Count());
    }

    [Fact]
    public async Task Append_EventThatCannotBeWritten_ThrowsAtOnceAndTakesNoSequence()
    {
        await using var journal = Open();

        Assert.Throws<ArgumentException>(() => journal.AppendAsync(TestEvents.Ended(new string('x', EventSerializer.LineLengthMax))).AsTask().IsCompleted);
        Assert.Equal(1, await journal.AppendAsync(TestEvents.Numbered(1)));
    }

    [Fact]
    public async Task Append_AfterClose_IsUnavailable()
    {
        var journal = Open();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(1)));
    }

    [Fact]
    public async Task ReadAfter_WhileAppendsGoOn_GivesOnlyWhatWasDurableWhenItWasAsked()
    {
        await using var journal = Open();
        await journal.AppendAsync(TestEvents.Numbered(1));
        var events = journal.ReadAfter(0);
        await journal.AppendAsync(TestEvents.Numbered(2));

        Assert.Equal([1L], events.Select(e => e.Sequence));
        Assert.Empty(Read(journal, 2));
    }

    private static async Task Await(ValueTask<long> append, List<long> answered) => answered.Add(await append);

    private static IEnumerable<(long Sequence, long Number)> Read(EventBuffer journal, long after = 0) =>
        journal.ReadAfter(after).Select(e => (e.Sequence, TestEvents.NumberOf(e.Event)));

    private async Task Fill(int count)
    {
        await using var journal = Open();
        for (var n = 1; n <= count; n++)
        {
            await journal.AppendAsync(TestEvents.Numbered(n));
        }
    }

    private EventBuffer Open(IDisk? disk = null, EventsOptions? options = null) =>
        EventBuffer.Open(disk ?? PhysicalDisk.Instance, _folder.Path, options ?? new EventsOptions(), _time);
}
