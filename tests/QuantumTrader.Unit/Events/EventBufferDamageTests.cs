using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class EventBufferDamageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    private string SegmentPath => _folder["00000000000000000001.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_CutAtEveryByteOfTheLastThreeLines_WholeLinesAreServedAndTheRestIsKeptAside()
    {
        var whole = await Written(6);
        var ends = LineEnds(whole);
        for (var length = ends[2]; length <= whole.Length; length++)
        {
            Reset(whole[..length]);
            var complete = ends.Count(end => end <= length);
            await using (var journal = Open())
            {
                Assert.Equal(Enumerable.Range(1, complete).Select(n => (long)n), Numbers(journal));
                Assert.Equal(length - ends[complete - 1], journal.TornLength);
                Assert.Equal(complete + 1, await journal.AppendAsync(TestEvents.Numbered(99)));
            }

            AssertKept(whole[ends[complete - 1]..length]);
            await using var again = Open();
            Assert.Equal([.. Enumerable.Range(1, complete).Select(n => (long)n), 99], Numbers(again));
        }
    }

    [Fact]
    public async Task Open_SegmentCutToNothing_BeginsItAgain()
    {
        await Written(1);
        Reset([]);
        await using var journal = Open();

        Assert.Equal(1, await journal.AppendAsync(TestEvents.Numbered(5)));
        Assert.Equal([5L], Numbers(journal));
    }

    [Fact]
    public async Task ReadAfter_AnyBitOfAMiddleLineFlipped_OnlyThatEventIsMissingAndALineIsQuarantined()
    {
        var whole = await Written(5);
        var ends = LineEnds(whole);
        for (var at = ends[1]; at < ends[2]; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= (byte)(1 << (at % 8));
            Reset(damaged);
            await using var journal = Open();

            var expected = at == ends[2] - 1 ? new long[] { 1, 2, 3, 4, 5 } : [1, 2, 4, 5]; // a damaged line feed costs no event
            Assert.Equal(expected, Numbers(journal));
            Assert.True(journal.QuarantinedCount > 0);
            Assert.Contains("\"offset\":", File.ReadAllText(SegmentPath + ".quarantine"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadAfter_DamageReadTwiceAndAfterReopen_IsCopiedOnce()
    {
        var whole = await Written(3);
        whole[LineEnds(whole)[0] + 20] ^= 1;
        Reset(whole);
        for (var i = 0; i < 2; i++)
        {
            await using var journal = Open();
            Assert.Equal([1L, 3], Numbers(journal));
            Assert.Equal([1L, 3], Numbers(journal));
            Assert.Equal(1, journal.QuarantinedCount);
        }

        Assert.Single(File.ReadAllLines(SegmentPath + ".quarantine"));
    }

    [Fact]
    public async Task Open_LastWholeLineDamaged_ItIsKeptAsideAndItsSequenceIsNotGivenAgain()
    {
        var whole = await Written(4);
        whole[LineEnds(whole)[2] + 30] ^= 1;
        Reset(whole);
        await using var journal = Open();

        Assert.Equal([1L, 2, 3], Numbers(journal));
        Assert.Equal(5, await journal.AppendAsync(TestEvents.Numbered(5)));
        Assert.Equal([1L, 2, 3, 5], Numbers(journal));
        AssertKept(whole[LineEnds(whole)[2]..]);
    }

    [Fact]
    public async Task ReadAfter_TypeOfANewerProgram_IsCountedAndStays()
    {
        var whole = await Written(2);
        var ends = LineEnds(whole);
        Reset([.. whole[..ends[0]], .. TestEvents.Resummed(whole[ends[0]..], "order.ended", "order.vanished")]);
        await using var journal = Open();

        Assert.Equal([1L], Numbers(journal));
        Assert.Equal(0, journal.QuarantinedCount);
        Assert.Equal(3, await journal.AppendAsync(TestEvents.Numbered(3)));
        Assert.Equal([1L, 3], Numbers(journal));
    }

    [Fact]
    public async Task ReadAfter_LinesAboveTheNextSegmentsFirst_AreNotPartOfTheJournal()
    {
        var whole = await Written(4); // lines 3 and 4 were left by a write that failed; the next segment begins with 3
        var serializer = new EventSerializer();
        var next = new LineBuffer();
        serializer.Write(next, 3, TestEvents.Numbered(33));
        File.WriteAllBytes(_folder[Segment.NameOf(3)], next.Written.ToArray());
        await using var journal = Open();

        Assert.Equal([1L, 2, 33], Numbers(journal));
        Assert.Equal(4, await journal.AppendAsync(TestEvents.Numbered(44)));
        serializer.Dispose();
        Assert.NotEmpty(whole);
    }

    private static long[] Numbers(IEventJournal journal) => [.. journal.ReadAfter(0).Select(e => TestEvents.NumberOf(e.Event))];

    private static int[] LineEnds(byte[] bytes) => [.. bytes.Index().Where(b => b.Item == '\n').Select(b => b.Index + 1)];

    private EventBuffer Open() => EventBuffer.Open(new FaultyDisk { SkipsFsync = true }, _folder.Path, new EventsOptions(), _time);

    private async Task<byte[]> Written(int count)
    {
        await using (var journal = Open())
        {
            for (var n = 1; n <= count; n++)
            {
                await journal.AppendAsync(TestEvents.Numbered(n));
            }
        }

        return await File.ReadAllBytesAsync(SegmentPath);
    }

    private void Reset(byte[] content)
    {
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            File.Delete(file);
        }

        File.WriteAllBytes(SegmentPath, content);
    }

    private void AssertKept(byte[] torn)
    {
        var files = Directory.GetFiles(_folder.Path, "*.torn");
        Assert.Equal(torn, files.Length == 0 ? [] : File.ReadAllBytes(Assert.Single(files)));
    }
}
