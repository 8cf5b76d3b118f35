using System.Text;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Trades;

public sealed class SingleFileTradeStateStoreTests : DurableTradeStateStoreContract, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempFolder _folder = new();
    private readonly CountingDisk _disk = new();
    private SingleFileTradeStateStore _store;

    public SingleFileTradeStateStoreTests() => _store = Open();

    protected override ITradeStateStore Store => _store;

    /// <summary>The file belongs to one process, which has one door.</summary>
    protected override ITradeStateStore SecondDoor => _store;

    private string Path => _folder["data/trades.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reopen_AfterSaves_HasEverythingThatWasAcknowledged()
    {
        await _store.SaveAsync(Planned(1), None);
        await _store.SaveAsync(Closed(2, sequence: 9), None);
        await _store.SetCheckpointAsync(9, None);
        await _store.DeleteAsync(TradeId.Create("1-1"), None);
        var again = Open();

        Assert.Equal("1-2", Assert.Single(await again.ListClosedAsync(0, 10, None)).TradeId.Value);
        Assert.Empty(await again.ListOpenAsync(null, None));
        Assert.Equal(9, await again.GetCheckpointAsync(None));
    }

    [Fact]
    public async Task Save_ManyAtOnce_ShareAFewWrites()
    {
        using var hold = _disk.HoldWrites();
        var first = _store.SaveAsync(Planned(1), None);
        await Poll.UntilAsync(() => _disk.Waiting == 1, TimeSpan.FromSeconds(10), "the first write waits");
        var rest = Enumerable.Range(2, 200).Select(i => _store.SaveAsync(Planned(i), None)).ToArray();
        Assert.DoesNotContain(rest, save => save.IsCompleted);
        Assert.False(first.IsCompleted); // not durable yet

        hold.Dispose();
        await Task.WhenAll([first, .. rest]);

        Assert.Equal(2, _disk.Renames(Path));
        Assert.Equal(201, (await Open().ListOpenAsync(null, None)).Count);
    }

    [Theory]
    [InlineData("\"phase\":\"Planned\"", "\"phase\":\"Paused\"", "checksum")]
    [InlineData("\"format\":1", "\"format\":2", "format 1")]
    [InlineData("\"1-2\"", "\"1-3\"", "checksum")]
    public async Task AnyCall_DamagedFile_NamesItAndTheRemedyAndIsNeverEmpty(string sound, string damaged, string expected)
    {
        await _store.SaveAsync(Planned(1), None);
        await _store.SaveAsync(Planned(2), None);
        await File.WriteAllTextAsync(Path, (await File.ReadAllTextAsync(Path)).Replace(sound, damaged, StringComparison.Ordinal));
        var again = Open();

        var error = await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => again.ListOpenAsync(null, None));
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(".previous", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => again.SaveAsync(Planned(3), None));

        File.Move(Path + ".previous", Path, overwrite: true); // the remedy
        Assert.Equal("1-1", Assert.Single(await again.ListOpenAsync(null, None)).TradeId.Value);
    }

    [Fact]
    public async Task Open_FileCutAtAnyByte_IsAnErrorOrTheWholeFile()
    {
        await _store.SaveAsync(Planned(1), None);
        var bytes = await File.ReadAllBytesAsync(Path);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            await File.WriteAllBytesAsync(Path, bytes[..length]);
            await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Open().ListOpenAsync(null, None));
        }
    }

    [Fact]
    public async Task Open_CrashBetweenTheRenames_HasTheLastAcknowledgedGeneration()
    {
        await _store.SaveAsync(Planned(1), None);
        File.Move(Path, Path + ".previous", overwrite: true);
        await File.WriteAllTextAsync(Path + ".new", "half");
        var again = Open();

        Assert.Single(await again.ListOpenAsync(null, None));
        await again.SaveAsync(Planned(2), None);
        Assert.Equal(2, (await Open().ListOpenAsync(null, None)).Count);
    }

    [Fact]
    public async Task Save_AnyStepOfTheWriteFails_IsNotAcknowledgedAndTheNextOneWritesAgain()
    {
        await _store.SaveAsync(Planned(1), None);
        for (var step = 0; step < 7; step++)
        {
            _disk.FailAfter = step;
            await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => _store.SaveAsync(Planned(2 + step), None));
            _disk.FailAfter = null;
            Assert.Contains("1-1", (await Open().ListOpenAsync(null, None)).Select(t => t.TradeId.Value));
            var renames = _disk.Renames(Path);

            await _store.SaveAsync(Planned(2 + step), None); // the same again: only now it is surely there

            Assert.True(_disk.Renames(Path) > renames);
            Assert.Equal(2 + step, (await Open().ListOpenAsync(null, None)).Count);
        }
    }

    [Fact]
    public async Task Save_ManyClosedTrades_KeepsTheNewestAndEveryOpenOne()
    {
        var store = new SingleFileTradeStateStore(_disk, Path, closedMax: 10);
        await store.SaveAsync(Planned(100), None);
        for (var i = 1; i <= 15; i++)
        {
            await store.SaveAsync(Closed(i, sequence: i), None);
        }

        Assert.Equal(Enumerable.Range(6, 10).Reverse().Select(i => $"1-{i}"), (await store.ListClosedAsync(0, 100, None)).Select(t => t.TradeId.Value));
        Assert.Single(await store.ListOpenAsync(null, None));
    }

    [Fact]
    public async Task File_IsOneJsonDocument()
    {
        await _store.SaveAsync(Planned(1), None);

        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(Path, Encoding.UTF8));
        Assert.Equal(1, json.RootElement.GetProperty("format").GetInt32());
    }

    /// <summary>What was read once is remembered, so the process begins anew as well.</summary>
    protected override Task GoAwayAsync()
    {
        _store = Open();
        _disk.IsAway = true;
        return Task.CompletedTask;
    }

    protected override Task ComeBackAsync()
    {
        _disk.IsAway = false;
        return Task.CompletedTask;
    }

    private SingleFileTradeStateStore Open() => new(_disk, Path);
}
