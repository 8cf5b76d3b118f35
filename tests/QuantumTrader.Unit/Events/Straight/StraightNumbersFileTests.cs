using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events.Straight;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events.Straight;

public sealed class StraightNumbersFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Numbers_OfANewDirectory_BeginAndKeepTheirName()
    {
        var first = Open();
        var again = Open();

        Assert.Equal(0, first.Reserved);
        Assert.Equal(first.JournalId, again.JournalId);
        Assert.Matches("^[0-9a-f]{32}$", first.JournalId);
    }

    [Fact]
    public void Numbers_AfterARestart_AreAboveAllThatWereUsed()
    {
        var file = Open();
        for (var n = 1L; n <= StraightNumbersFile.Block + 5; n++)
        {
            file.Reserve(n);
        }

        Assert.True(Open().Reserved > StraightNumbersFile.Block + 5);
    }

    [Fact]
    public void Numbers_OfAHundred_AskTheDiskOnce()
    {
        var disk = new FaultyDisk();
        var file = StraightNumbersFile.Open(disk, _folder.Path, hasRecords: false);
        file.Reserve(1);
        var count = disk.Count;

        for (var n = 2L; n < 100; n++)
        {
            file.Reserve(n);
        }

        Assert.Equal(count, disk.Count);
    }

    [Fact]
    public void Numbers_BegunAgain_AreReservedAnew()
    {
        var file = Open();
        file.Reserve(StraightNumber.BehindMax - 1);
        Assert.Equal(StraightNumber.BehindMax, Open().Reserved);

        file.Reserve(1);

        Assert.Equal(1 + StraightNumbersFile.Block, Open().Reserved);
    }

    [Fact]
    public void Numbers_DiskRefuses_AreNotReserved()
    {
        var disk = new FaultyDisk();
        var file = StraightNumbersFile.Open(disk, _folder.Path, hasRecords: false);
        disk.Refuses = _ => true;

        Assert.Throws<IOException>(() => file.Reserve(1));
        Assert.Equal(0, file.Reserved);
        disk.Refuses = _ => false;
        file.Reserve(1);
        Assert.True(file.Reserved > 1);
    }

    [Fact]
    public void Numbers_FileGoneBesideRecords_AreAllTakenAsUsed() =>
        Assert.Equal(StraightNumber.BehindMax, StraightNumbersFile.Open(PhysicalDisk.Instance, _folder.Path, hasRecords: true).Reserved);

    [Theory]
    [InlineData("")]
    [InlineData("abc 1")]
    [InlineData("0123456789abcdef0123456789abcdef -1")]
    [InlineData("0123456789abcdef0123456789abcdef 99999999")]
    [InlineData("0123456789abcdef0123456789abcd:f 1")]
    public void Numbers_Damaged_AreRefusedWithTheRemedy(string text)
    {
        File.WriteAllText(_folder["straight.numbers"], text);

        Assert.Contains("Delete it", Assert.Throws<JournalUnavailableException>(() => Open()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private StraightNumbersFile Open() => StraightNumbersFile.Open(PhysicalDisk.Instance, _folder.Path, hasRecords: false);
}
