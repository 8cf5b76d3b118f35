using System.Text;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class JournalCursorTests : IDisposable
{
    private static readonly EventsOptions SmallSegments = new() { SegmentSizeMax = 64 * 1024 };

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FaultyDisk _disk = new() { SkipsFsync = true };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_InBatchesOverManySegments_GivesEveryLineAsItIsWrittenOnceInOrder()
    {
        await using var journal = await WrittenAsync(900);
        using var cursor = journal.OpenAfter(0);
        var read = new List<(long, string)>();
        while (cursor.Read(70) is { Count: > 0 } batch)
        {
            Assert.InRange(batch.Count, 1, 70);
            read.AddRange(batch.Select(l => (l.Sequence, Encoding.UTF8.GetString(l.Bytes.Span))));
        }

        Assert.True(Segment.List(_disk, _folder.Path).Count > 2);
        Assert.Equal(Lines().Index().Select(l => (l.Index + 1L, l.Item)), read);
    }

    [Fact]
    public async Task Read_HeadOfALine_IsTheEvents()
    {
        await using var journal = Open();
        await journal.AppendAsync(TestEvents.Planned());
        using var cursor = journal.OpenAfter(0);
        var line = Assert.Single(cursor.Read(10));

        Assert.Equal((1, TestEvents.Planned().EventId, TestEvents.Planned().AtUtc), (line.Sequence, line.EventId, line.AtUtc));
    }

    [Fact]
    public async Task OpenAfter_EverySequence_BeginsWithTheNext()
    {
        await using var journal = await WrittenAsync(700);
        for (var after = 0; after <= 700; after++)
        {
            using var cursor = journal.OpenAfter(after);
            Assert.Equal(after < 700 ? [after + 1L] : [], cursor.Read(1).Select(l => l.Sequence));
            Assert.Equal(after < 700 ? after + 1L : 0, journal.ReadAfter(after).FirstOrDefault().Sequence);
        }
    }

    [Fact]
    public async Task OpenAfter_LinesOfManyLengths_FindsEveryPlace()
    {
        var random = new SeededRandom(11);
        await using var journal = Open(new EventsOptions());
        for (var n = 0; n < 120; n++)
        {
            await journal.AppendAsync(TestEvents.Ended(new string('x', random.Next(4) == 0 ? random.Next(200_000) : random.Next(300))));
        }

        for (var after = 0; after < 120; after++)
        {
            using var cursor = journal.OpenAfter(after);
            Assert.Equal(after + 1, cursor.Read(1)[0].Sequence);
        }
    }

    [Fact]
    public async Task OpenAfter_FarIntoALargeSegment_ReadsLittleOfIt()
    {
        await using (await WrittenAsync(60_000, new EventsOptions()))
        {
        }

        var disk = new ReadCountingDisk();
        await using var journal = EventBuffer.Open(disk, _folder.Path, new EventsOptions(), _time);
        var before = disk.BytesRead;
        using var cursor = journal.OpenAfter(45_000);

        Assert.Equal(45_001, cursor.Read(1)[0].Sequence);
        Assert.Equal(45_001, journal.ReadAfter(45_000).First().Sequence);
        Assert.True(new FileInfo(_folder[Segment.NameOf(1)]).Length > 15_000_000);
        Assert.InRange(disk.BytesRead - before, 1, 4_000_000);
    }

    [Fact]
    public async Task Read_AfterTheEndWasReached_GoesOnWithWhatWasAppendedMeanwhile()
    {
        await using var journal = await WrittenAsync(3);
        using var cursor = journal.OpenAfter(1);
        Assert.Equal([2L, 3], cursor.Read(10).Select(l => l.Sequence));
        Assert.Empty(cursor.Read(10));

        for (var n = 4; n <= 600; n++)
        {
            await journal.AppendAsync(TestEvents.Numbered(n));
            Assert.Equal([(long)n], cursor.Read(10).Select(l => l.Sequence)); // over segment ends as well
        }

        Assert.True(Segment.List(_disk, _folder.Path).Count > 1);
    }

    [Fact]
    public async Task Read_LinesWrittenButNotDurable_AreNotServedAndNeverWhenTheFsyncFails()
    {
        await using var journal = Open();
        await journal.AppendAsync(TestEvents.Numbered(1));
        using var cursor = journal.OpenAfter(0);
        using var release = new ManualResetEventSlim();
        using var isHeld = new ManualResetEventSlim();
        _disk.Before = what =>
        {
            if (what == "fsync")
            {
                isHeld.Set();
                release.Wait(TimeSpan.FromSeconds(10));
            }
        };
        _disk.Refuses = what => what == "fsync";
        var append = journal.AppendAsync(TestEvents.Numbered(66)).AsTask();
        Assert.True(isHeld.Wait(TimeSpan.FromSeconds(10)));

        Assert.Equal(2, Lines().Count()); // it is in the file
        Assert.Equal([1L], cursor.Read(10).Select(l => l.Sequence));
        release.Set();
        await Assert.ThrowsAsync<Domain.Events.JournalUnavailableException>(() => append);
        Assert.Empty(cursor.Read(10));

        _disk.Refuses = _ => false;
        await journal.AppendAsync(TestEvents.Numbered(2));
        Assert.Equal(TestEvents.Numbered(2).EventId, Assert.Single(cursor.Read(10)).EventId);
    }

    [Fact]
    public async Task Read_TypesOfANewerProgram_AreLinesToo()
    {
        await using (await WrittenAsync(3))
        {
        }

        Rewrite(2, line => TestEvents.Resummed(line, "order.ended", "order.vanished"));
        Rewrite(3, line => TestEvents.Resummed(line, "\"v\":1", "\"v\":9"));
        await using var journal = Open();
        using var cursor = journal.OpenAfter(0);

        Assert.Equal([1L, 2, 3], cursor.Read(10).Select(l => l.Sequence));
        Assert.Equal([1L], journal.ReadAfter(0).Select(e => e.Sequence));
        Assert.Equal(0, journal.QuarantinedCount);
    }

    [Fact]
    public async Task Read_DamagedLine_IsLeftOutAndCounted()
    {
        await using (await WrittenAsync(4))
        {
        }

        Rewrite(2, line => [.. line[..30], (byte)(line[30] ^ 1), .. line[31..]]);
        await using var journal = Open();
        using var cursor = journal.OpenAfter(0);

        Assert.Equal([1L, 3, 4], cursor.Read(10).Select(l => l.Sequence));
        Assert.Equal(1, journal.QuarantinedCount);
    }

    [Fact]
    public async Task Read_MoreThanAnyLineOfRubbishInTheMiddle_TheLinesBehindItAreServed()
    {
        await using (await WrittenAsync(3))
        {
        }

        Rewrite(2, line => [.. new byte[EventSerializer.LineLengthMax + 100_000], .. line]);
        await using var journal = Open();

        Assert.Equal([1L, 2, 3], journal.ReadAfter(0).Select(e => e.Sequence));
        Assert.True(journal.QuarantinedCount > 0);
    }

    [Fact]
    public async Task Read_DiskFailsInTheMiddle_NoLineIsLeftOutWhenItIsWellAgain()
    {
        await using var journal = await WrittenAsync(900);
        using var cursor = journal.OpenAfter(0);
        var second = Segment.List(_disk, _folder.Path)[1];
        _disk.RefusesReading = name => name == second.Name;

        var first = cursor.Read(10_000).Select(l => l.Sequence).ToArray();
        Assert.Equal(second.FirstSequence - 1, first[^1]);
        Assert.Throws<IOException>(() => cursor.Read(10_000));

        _disk.RefusesReading = _ => false;
        Assert.Equal(Enumerable.Range(1, 900).Select(n => (long)n), [.. first, .. cursor.Read(10_000).Select(l => l.Sequence)]);
    }

    [Fact]
    public async Task Read_LongLines_TheBatchIsBoundedInBytes()
    {
        await using var journal = Open(new EventsOptions());
        for (var n = 0; n < 12; n++)
        {
            await journal.AppendAsync(TestEvents.Ended(new string('x', 1_000_000)));
        }

        using var cursor = journal.OpenAfter(0);
        var batch = cursor.Read(100);

        Assert.InRange(batch.Sum(l => l.Bytes.Length), JournalCursor.BatchBytesMax, JournalCursor.BatchBytesMax + 1_100_000);
        Assert.Equal(batch[^1].Sequence + 1, cursor.Read(100)[0].Sequence);
    }

    private IEnumerable<string> Lines() => Segment.List(_disk, _folder.Path).SelectMany(s => File.ReadLines(_folder[s.Name]));

    private void Rewrite(int line, Func<byte[], byte[]> change)
    {
        var path = _folder[Segment.NameOf(1)];
        var lines = File.ReadLines(path).Select(l => Encoding.UTF8.GetBytes(l + "\n")).ToArray();
        lines[line - 1] = change(lines[line - 1]);
        File.WriteAllBytes(path, [.. lines.SelectMany(l => l)]);
    }

    private async Task<EventBuffer> WrittenAsync(int count, EventsOptions? options = null)
    {
        var journal = Open(options);
        foreach (var some in Enumerable.Range(1, count).Chunk(50)) // a group is not divided over segments
        {
            await Task.WhenAll(some.Select(n => journal.AppendAsync(TestEvents.Numbered(n)).AsTask()));
        }

        return journal;
    }

    private EventBuffer Open(EventsOptions? options = null) => EventBuffer.Open(_disk, _folder.Path, options ?? SmallSegments, _time);
}
