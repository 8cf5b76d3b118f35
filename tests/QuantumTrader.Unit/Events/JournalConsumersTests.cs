using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class JournalConsumersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FaultyDisk _disk = new();

    private string FilePath => _folder[ConsumersFile.Name];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Register_ForTheFirstTime_IsAt0AndDurableAtOnce()
    {
        using var consumers = Open();

        Assert.Equal(0, consumers.Register("forwarder"));
        using var again = Open();
        Assert.Equal(new Dictionary<string, long> { ["forwarder"] = 0 }, again.All);
    }

    [Fact]
    public void Confirm_CountsOnceItIsDurableWhichIsASecondLater()
    {
        using var consumers = Open();
        consumers.Register("forwarder");
        consumers.Confirm("forwarder", 7);
        consumers.Confirm("forwarder", 9);

        Assert.Equal(9, consumers.Register("forwarder"));
        Assert.Equal(0, consumers.All["forwarder"]);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(9, consumers.All["forwarder"]);
        using var again = Open();
        Assert.Equal(9, again.Register("forwarder"));
    }

    [Fact]
    public void Confirm_ManyTimesASecond_WritesOnce()
    {
        using var consumers = Open();
        consumers.Register("forwarder");
        var before = _disk.Count;
        for (var n = 1; n <= 1000; n++)
        {
            consumers.Confirm("forwarder", n);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        var each = _disk.Count - before;
        Assert.InRange(each, 1, 6); // open, truncate, append, fsync, rename, fsync of the directory
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(each, _disk.Count - before); // nothing new, nothing written
    }

    [Fact]
    public void Confirm_AnEarlierPlace_ChangesNothing()
    {
        using var consumers = Open();
        consumers.Register("forwarder");
        consumers.Confirm("forwarder", 9);
        consumers.Confirm("forwarder", 3);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(9, consumers.All["forwarder"]);
    }

    [Fact]
    public void Dispose_WithinTheSecond_WritesWhatIsConfirmed()
    {
        using (var consumers = Open())
        {
            consumers.Register("forwarder");
            consumers.Confirm("forwarder", 5);
        }

        using var again = Open();
        Assert.Equal(5, again.All["forwarder"]);
    }

    [Fact]
    public void Remove_IsDurableAndTheNameBeginsAnew()
    {
        using (var consumers = Open())
        {
            consumers.Register("forwarder");
            consumers.Register("notices");
            consumers.Confirm("forwarder", 5);
            consumers.Remove("forwarder");
            consumers.Remove("nobody");
            Assert.Equal(["notices"], consumers.All.Keys);
        }

        using var again = Open();
        Assert.Equal(["notices"], again.All.Keys);
        Assert.Equal(0, again.Register("forwarder"));
    }

    [Theory]
    [InlineData("open")]
    [InlineData("append")]
    [InlineData("fsync")]
    [InlineData("rename")]
    [InlineData("fsync directory")]
    public void Save_DiskRefuses_TheOlderPlacesCountUntilItTakesThem(string what)
    {
        using var consumers = Open();
        consumers.Register("forwarder");
        consumers.Confirm("forwarder", 5);
        _time.Advance(TimeSpan.FromSeconds(1));
        _disk.Refuses = w => w == what;
        consumers.Confirm("forwarder", 8);
        consumers.Register("late");
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((5L, 0L), (consumers.All["forwarder"], consumers.All["late"]));
        _disk.Refuses = _ => false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((8L, 0L), (consumers.All["forwarder"], consumers.All["late"]));
        using var again = Open();
        Assert.Equal(8, again.All["forwarder"]);
    }

    [Fact]
    public void Save_AnyOperationRefusedOnce_TheFileIsOldOrNew()
    {
        for (var n = 1; n <= 6; n++)
        {
            using (var consumers = Open())
            {
                consumers.Register("forwarder");
                consumers.Confirm("forwarder", 10 * n);
                _disk.FailAfter(n);
                _time.Advance(TimeSpan.FromSeconds(1));
                using var crashed = Open(PhysicalDisk.Instance);
                Assert.Contains(crashed.All["forwarder"], new long[] { 10 * (n - 1), 10 * n });
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"sum\":\"0000000000000000\",\"confirmed\":{\"forwarder\":7}}")]
    [InlineData("{\"sum\":7,\"confirmed\":[]}")]
    [InlineData("[1,2]")]
    public void Open_FileDamaged_NothingIsConfirmedAndTheFileIsKeptAside(string content)
    {
        File.WriteAllText(FilePath, content);
        using var consumers = Open();

        Assert.Equal(0, consumers.Register("forwarder"));
        Assert.Equal(content, File.ReadAllText(_folder[ConsumersFile.DamagedName]));
    }

    [Fact]
    public void Open_AnyByteChanged_NothingIsConfirmedAndSomebodyUnknownHoldsAllUntilTheNextStart()
    {
        using (var consumers = Open())
        {
            consumers.Register("forwarder");
            consumers.Confirm("forwarder", 123_456);
        }

        var whole = File.ReadAllBytes(FilePath);
        for (var at = 0; at < whole.Length - 1; at++) // the last is the line feed
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 1;
            File.WriteAllBytes(FilePath, damaged);
            using var consumers = Open();
            Assert.Equal(0, consumers.Register("forwarder"));
            Assert.Equal(0, consumers.All[JournalConsumers.Unknown]);
        }

        using var next = Open();
        Assert.Equal(["forwarder"], next.All.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("With Spaces")]
    [InlineData("\"quoted\"")]
    [InlineData("(unknown)")]
    public void Register_ImpossibleName_IsRefused(string name)
    {
        using var consumers = Open();

        Assert.Throws<ArgumentException>(() => consumers.Register(name));
    }

    [Fact]
    public void Register_MoreThanThereMayBe_IsRefused()
    {
        using var consumers = Open(new FaultyDisk { SkipsFsync = true });
        for (var n = 0; n < JournalConsumers.ConsumersMax; n++)
        {
            consumers.Register($"consumer-{n}");
        }

        Assert.Throws<InvalidOperationException>(() => consumers.Register("one-more"));
        Assert.Equal(0, consumers.Register("consumer-7"));
    }

    [Fact]
    public void Confirm_ByNobody_IsRefused()
    {
        using var consumers = Open();

        Assert.Throws<InvalidOperationException>(() => consumers.Confirm("nobody", 1));
    }

    private JournalConsumers Open(IDisk? disk = null) => new(disk ?? _disk, _folder.Path, _time);
}
