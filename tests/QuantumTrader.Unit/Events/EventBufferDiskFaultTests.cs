using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class EventBufferDiskFaultTests : IDisposable
{
    private static readonly EventsOptions SmallSegments = new() { SegmentSizeMax = 64 * 1024 };

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_AnyOperationRefusedOnce_TheAcknowledgedEventsAreThereInOrderOnceAndTheRefusedOneIsNot()
    {
        var refused = new HashSet<string>();
        for (var n = 1; n <= 30; n++)
        {
            using var folder = new TempFolder();
            var disk = new FaultyDisk();
            var acknowledged = new List<long>();
            await using (var journal = EventBuffer.Open(disk, folder.Path, SmallSegments, _time))
            {
                disk.FailAfter(n);
                await AppendAll(journal, 14, acknowledged);
            }

            refused.UnionWith(disk.Refused);
            await using var again = EventBuffer.Open(PhysicalDisk.Instance, folder.Path, SmallSegments, _time);
            Assert.Equal(acknowledged, again.ReadAfter(0).Select(e => TestEvents.NumberOf(e.Event)));
            Assert.Equal(Enumerable.Range(1, acknowledged.Count).Select(i => (long)i), again.ReadAfter(0).Select(e => e.Sequence));
            Assert.Equal(0, JournalVerifier.Verify(folder.Path).ExitCode);
        }

        Assert.Superset(new HashSet<string> { "append", "fsync", "open", "fsync directory" }, refused);
    }

    [Theory]
    [InlineData("append")]
    [InlineData("fsync")]
    public async Task Append_WhileTheDiskRefuses_ThrowsAndIsShownThenGoesOnWithoutARestart(string what)
    {
        await using var journal = EventBuffer.Open(_disk, _folder.Path, SmallSegments, _time);
        await journal.AppendAsync(TestEvents.Numbered(1));
        _disk.Refuses = w => w == what;

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(90 + i)));
            Assert.Equal(JournalState.Failing, journal.Health.State);
            Assert.NotNull(journal.Health.Cause);
            Assert.Equal(1, journal.Health.LastDurableSequence);
        }

        _disk.Refuses = _ => false;
        Assert.Equal(2, await journal.AppendAsync(TestEvents.Numbered(2)));
        Assert.Equal(JournalState.Ok, journal.Health.State);
        Assert.Equal([1L, 2], Numbers(journal));
        Assert.Equal(3, journal.FailedCount);
    }

    [Fact]
    public async Task Append_DiskTurnsReadOnlyAndBack_NothingIsAcknowledgedMeanwhileAndItGoesOnWithoutARestart()
    {
        await using var journal = EventBuffer.Open(_disk, _folder.Path, SmallSegments, _time);
        await journal.AppendAsync(TestEvents.Numbered(1));
        (_disk.IsReadOnly, _disk.Refuses) = (true, _ => true);
        for (var n = 0; n < 3; n++)
        {
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(90 + n)));
            Assert.Equal((JournalState.Failing, "Read-only file system"), (journal.Health.State, journal.Health.Cause));
        }

        _disk.Refuses = _ => false;
        await Poll.UntilAsync(() => Turn() && journal.Health.State == JournalState.Ok, TimeSpan.FromSeconds(10), "the probe went through");
        Assert.Equal(2, await journal.AppendAsync(TestEvents.Numbered(2)));
        Assert.Equal([1L, 2], Numbers(journal));
    }

    [Fact]
    public async Task Append_FsyncRefused_TheSegmentIsGivenUpAndAnotherBegun()
    {
        await using (var journal = EventBuffer.Open(_disk, _folder.Path, SmallSegments, _time))
        {
            await journal.AppendAsync(TestEvents.Numbered(1));
            _disk.FailAfter(2); // the append, then its fsync
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(9)));
            await journal.AppendAsync(TestEvents.Numbered(2));
        }

        Assert.Equal(["fsync"], _disk.Refused);
        Assert.Equal([1L, 2], Segment.List(_disk, _folder.Path).Select(s => s.FirstSequence));
        Assert.Single(File.ReadAllLines(_folder[Segment.NameOf(1)]));
    }

    [Fact]
    public async Task Append_DiskSoIllThatItCannotEvenBeCutBack_TheRefusedEventNeverComesBack()
    {
        await using (var journal = EventBuffer.Open(_disk, _folder.Path, SmallSegments, _time))
        {
            await journal.AppendAsync(TestEvents.Numbered(1));
            _disk.Refuses = w => w is "fsync" or "truncate" or "open";
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(9)));
            Assert.Equal([1L], Numbers(journal)); // its line is in the file, and not in the journal

            _disk.Refuses = _ => false;
            await journal.AppendAsync(TestEvents.Numbered(2));
            Assert.Equal([1L, 2], Numbers(journal));
        }

        await using var again = EventBuffer.Open(PhysicalDisk.Instance, _folder.Path, SmallSegments, _time);
        Assert.Equal([1L, 2], Numbers(again));
    }

    [Fact]
    public async Task Append_QueuedBehindAFailedGroup_FailsTooAndNoneIsSaved()
    {
        await using var journal = EventBuffer.Open(_disk, _folder.Path, SmallSegments, _time);
        using var release = new ManualResetEventSlim();
        using var isHeld = new ManualResetEventSlim();
        _disk.Before = what =>
        {
            if (what == "append")
            {
                isHeld.Set();
                release.Wait(TimeSpan.FromSeconds(10));
            }
        };
        var first = journal.AppendAsync(TestEvents.Numbered(1)).AsTask();
        Assert.True(isHeld.Wait(TimeSpan.FromSeconds(10)));
        var behind = Enumerable.Range(2, 9).Select(n => journal.AppendAsync(TestEvents.Numbered(n)).AsTask()).ToArray();
        _disk.Refuses = what => what == "append";
        release.Set();

        await Assert.ThrowsAsync<JournalUnavailableException>(() => first);
        foreach (var append in behind)
        {
            await Assert.ThrowsAsync<JournalUnavailableException>(() => append);
        }

        _disk.Refuses = _ => false;
        Assert.Equal(1, await journal.AppendAsync(TestEvents.Numbered(77)));
        Assert.Equal([77L], Numbers(journal));
    }

    [Fact]
    public async Task Probe_DiskHealsAndNobodyAppends_TheJournalIsWellAgain()
    {
        await using var journal = EventBuffer.Open(_disk, _folder.Path, SmallSegments, _time);
        _disk.Refuses = w => w == "append";
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(1)));

        var before = _disk.Refused.Count;
        await Poll.UntilAsync(() => Turn() && _disk.Refused.Count > before, TimeSpan.FromSeconds(10), "a probe was refused");
        Assert.Equal(JournalState.Failing, journal.Health.State);

        _disk.Refuses = _ => false;
        await Poll.UntilAsync(() => Turn() && journal.Health.State == JournalState.Ok, TimeSpan.FromSeconds(10), "the probe went through");
        Assert.Null(journal.Health.Cause);
        Assert.Equal(1, await journal.AppendAsync(TestEvents.Numbered(1)));
    }

    private static long[] Numbers(IEventJournal journal) => [.. journal.ReadAfter(0).Select(e => TestEvents.NumberOf(e.Event))];

    /// <summary>Events large enough that every few of them begin a segment.</summary>
    private static async Task AppendAll(EventBuffer journal, int count, List<long> acknowledged)
    {
        for (var n = 1; n <= count; n++)
        {
            try
            {
                await journal.AppendAsync(TestEvents.Ended(new string('x', 20_000)) with { EventId = TestEvents.Numbered(n).EventId });
                acknowledged.Add(n);
            }
            catch (JournalUnavailableException)
            {
                // Not saved; the next ones go on.
            }
        }
    }

    private bool Turn()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return true;
    }
}
