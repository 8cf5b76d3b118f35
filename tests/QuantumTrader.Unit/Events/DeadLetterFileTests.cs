using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class DeadLetterFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly DateTimeOffset _now = new FakeTimeProvider().GetUtcNow();

    private string FilePath => Path.Combine(_folder[DeadLetterFile.Folder], "notices.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_IsThereAfterARestartWithItsEvent()
    {
        Assert.True(Open().Add(Line(7), "it said \"no\"\nand again", 3, _now));
        var again = Open();

        var entry = Assert.Single(again.List());
        Assert.Equal(new DeadLetterEntry(7, TestEvents.Numbered(7).EventId, "order.ended", TestEvents.Numbered(7).AtUtc, "it said \"no\"\nand again", 3, _now), entry);
        Assert.Equal(TestEvents.Numbered(7), again.Find(7)!.Value.Event);
        Assert.Null(again.Find(8));
    }

    [Fact]
    public void Add_TheSameEventAgain_IsOneLetter()
    {
        var file = Open();
        file.Add(Line(7), "first", 3, _now);
        Assert.True(file.Add(Line(7), "second", 3, _now));

        Assert.Equal("first", Assert.Single(file.List()).Failure);
        Assert.Equal(1, Open().Count);
    }

    [Fact]
    public void Add_EventAsLongAsMayBe_IsReadBack()
    {
        var buffer = new LineBuffer();
        using var serializer = new EventSerializer();
        serializer.Write(buffer, 7, TestEvents.Ended(new string('x', EventSerializer.LineLengthMax - 500)));
        Open().Add(buffer.Written[..^1], new string('f', 100_000), 3, _now);
        var again = Open();
        again.Add(Line(8), "short", 3, _now);

        Assert.Equal(0, again.DamagedCount);
        Assert.Equal([7L, 8], Open().List().Select(l => l.Sequence));
        Assert.NotNull(Open().Find(7));
    }

    [Fact]
    public void Remove_Some_TheOthersStayInOrderAlsoAfterARestart()
    {
        var file = Open();
        foreach (var n in new[] { 5, 2, 9, 4 })
        {
            file.Add(Line(n), $"failure {n}", 3, _now);
        }

        file.Remove(new HashSet<long> { 2, 9, 77 });
        file.Add(Line(10), "failure 10", 3, _now);

        Assert.Equal([4L, 5, 10], file.List().Select(l => l.Sequence));
        Assert.Equal(TestEvents.Numbered(5), file.Find(5)!.Value.Event);
        Assert.Equal(file.List(), Open().List());
    }

    [Fact]
    public void Add_ListIsFull_IsRefusedUntilOneLeaves()
    {
        var file = new DeadLetterFile(new FaultyDisk { SkipsFsync = true }, _folder.Path, "notices");
        for (var n = 1; n <= DeadLetterFile.LettersMax; n++)
        {
            file.Add(Line(n), "no", 3, _now);
        }

        Assert.False(file.Add(Line(99_999), "no", 3, _now));
        file.Remove(new HashSet<long> { 1 });
        Assert.True(file.Add(Line(99_999), "no", 3, _now));
    }

    [Fact]
    public void Open_CutAtEveryByteOfTheLastLetter_TheOthersAreThereAndTheNextIsAdded()
    {
        var first = Open();
        first.Add(Line(1), "one", 3, _now);
        var kept = File.ReadAllBytes(FilePath).Length;
        first.Add(Line(2), "two", 3, _now);
        var whole = File.ReadAllBytes(FilePath);
        for (var length = kept; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            var file = new DeadLetterFile(new FaultyDisk { SkipsFsync = true }, _folder.Path, "notices");
            Assert.Equal([1L], file.List().Select(l => l.Sequence));
            file.Add(Line(3), "three", 3, _now);
            Assert.Equal([1L, 3], Open().List().Select(l => l.Sequence));
        }
    }

    [Fact]
    public void Open_DamagedLetter_IsCountedAndStaysInTheFileWhateverIsRemoved()
    {
        var file = Open();
        file.Add(Line(1), "one", 3, _now);
        file.Add(Line(2), "two", 3, _now);
        var bytes = File.ReadAllBytes(FilePath);
        bytes[^80] ^= 1; // in the event of the second
        File.WriteAllBytes(FilePath, bytes);

        var again = Open();
        Assert.Equal([1L], again.List().Select(l => l.Sequence));
        Assert.Equal(1, again.DamagedCount);
        again.Remove(new HashSet<long> { 1 });
        again.Add(Line(3), "three", 3, _now);
        Assert.Equal([3L], Open().List().Select(l => l.Sequence));
        Assert.Equal(1, Open().DamagedCount);
        Assert.Equal([3L], again.List().Select(l => l.Sequence));
    }

    [Fact]
    public void AddAndRemove_AnyOperationRefused_WhatWasTakenIsOnDiskAndTheNextLetterMendsTheFile()
    {
        var refused = new HashSet<string>();
        for (var n = 1; n <= 24; n++)
        {
            using var folder = new TempFolder();
            var disk = new FaultyDisk();
            var file = new DeadLetterFile(disk, folder.Path, "notices");
            disk.FailAfter(n);
            Try(() => file.Add(Line(1), "one", 3, _now));
            Try(() => file.Add(Line(2), "two", 3, _now));
            Try(() => file.Remove(new HashSet<long> { 1 }));
            Try(() => file.Add(Line(3), "three", 3, _now));
            refused.UnionWith(disk.Refused);
            disk.FailAfter(int.MaxValue);

            Assert.Empty(file.List().Except(new DeadLetterFile(PhysicalDisk.Instance, folder.Path, "notices").List()));
            file.Add(Line(4), "four", 3, _now);
            var again = new DeadLetterFile(PhysicalDisk.Instance, folder.Path, "notices");
            Assert.Equal(file.List(), again.List());
            Assert.Equal(0, again.DamagedCount);
            Assert.All(again.List(), l => Assert.Equal(TestEvents.Numbered(l.Sequence), again.Find(l.Sequence)!.Value.Event));
        }

        Assert.Superset(new HashSet<string> { "mkdir", "open", "truncate", "append", "fsync", "rename", "fsync directory" }, refused);
    }

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (IOException)
        {
            // Refused; the list is as it was.
        }
    }

    private static byte[] Line(int n)
    {
        var buffer = new LineBuffer();
        using var serializer = new EventSerializer();
        serializer.Write(buffer, n, TestEvents.Numbered(n));
        return buffer.Written[..^1].ToArray();
    }

    private DeadLetterFile Open() => new(_disk, _folder.Path, "notices");
}
