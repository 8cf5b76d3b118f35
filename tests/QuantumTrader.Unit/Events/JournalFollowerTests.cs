using System.Text;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class JournalFollowerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Next_LinesThatGrowByteByByte_GivesEachOnceWhenItIsWhole()
    {
        var follower = new JournalFollower(PhysicalDisk.Instance, _folder.Path, 0);
        Assert.Empty(follower.Next());
        var bytes = Lines(1, 2, 3);
        var seen = new List<string>();
        for (var length = 0; length <= bytes.Length; length += 7)
        {
            File.WriteAllBytes(PathOf(1), bytes[..length]);
            seen.AddRange(follower.Next());
        }

        File.WriteAllBytes(PathOf(1), bytes);
        seen.AddRange(follower.Next());
        Assert.Equal(Encoding.UTF8.GetString(bytes), string.Concat(seen.Select(l => l + "\n")));
    }

    [Fact]
    public void Next_FromASequenceOn_FollowsRotation()
    {
        File.WriteAllBytes(PathOf(1), Lines(1, 2));
        File.WriteAllBytes(PathOf(3), Lines(3, 4));
        var follower = new JournalFollower(PhysicalDisk.Instance, _folder.Path, 3);
        Assert.Equal([4L], follower.Next().Select(JournalTail.SequenceOf));

        File.WriteAllBytes(PathOf(3), Lines(3, 4, 5));
        File.WriteAllBytes(PathOf(6), []);
        Assert.Equal([5L], follower.Next().Select(JournalTail.SequenceOf));
        File.WriteAllBytes(PathOf(6), Lines(6));
        Assert.Equal([6L], follower.Next().Select(JournalTail.SequenceOf));
        Assert.Empty(follower.Next());
    }

    [Fact]
    public void Next_DiskRefusedWhatWasShown_TheEventThatGotTheSequenceIsShownToo()
    {
        File.WriteAllBytes(PathOf(1), Lines(1, 2));
        var follower = new JournalFollower(PhysicalDisk.Instance, _folder.Path, 0);
        Assert.Equal([1L, 2], follower.Next().Select(JournalTail.SequenceOf));
        File.WriteAllBytes(PathOf(1), Lines(1));
        File.WriteAllBytes(PathOf(2), Lines(2));

        Assert.Equal([2L], follower.Next().Select(JournalTail.SequenceOf));
    }

    [Fact]
    public void Next_DamagedLine_IsLeftOutAndNothingIsWritten()
    {
        var bytes = Lines(1, 2, 3);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(PathOf(1), bytes);

        Assert.Equal([1L, 3], new JournalFollower(PhysicalDisk.Instance, _folder.Path, 0).Next().Select(JournalTail.SequenceOf));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    private string PathOf(long first) => _folder[Segment.NameOf(first)];

    private static byte[] Lines(params int[] sequences)
    {
        using var serializer = new EventSerializer();
        var buffer = new LineBuffer();
        foreach (var sequence in sequences)
        {
            serializer.Write(buffer, sequence, TestEvents.Numbered(sequence));
        }

        return buffer.Written.ToArray();
    }
}
