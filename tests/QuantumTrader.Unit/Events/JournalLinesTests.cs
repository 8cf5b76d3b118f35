using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

/// <summary>The journal's name, and waiting for it to grow.</summary>
public sealed class JournalLinesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FaultyDisk _disk = new() { SkipsFsync = true };

    private string IdPath => _folder[JournalIdFile.Name];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task JournalId_AfterReopen_IsTheSameAndAnotherJournalsDiffers()
    {
        using var other = new TempFolder();
        string first;
        await using (var journal = Open())
        {
            first = journal.JournalId;
            await using var second = EventBuffer.Open(_disk, other.Path, new EventsOptions(), _time);
            Assert.NotEqual(first, second.JournalId);
        }

        await using var again = Open();
        Assert.Equal(first, again.JournalId);
        Assert.Matches("^[0-9a-z]{32}$", first);
    }

    [Fact]
    public async Task JournalId_CrashWhileItWasMade_IsMadeAnew()
    {
        File.WriteAllText(IdPath + ".new", "half of an i");
        await using var journal = Open();

        Assert.Equal(journal.JournalId, File.ReadAllText(IdPath).Trim());
        Assert.False(File.Exists(IdPath + ".new"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\0\0\0\0")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void JournalId_FileDamaged_IsRefusedNamingFileAndRemedyAndLetsGoOfTheDirectory(string content)
    {
        File.WriteAllText(IdPath, content);

        for (var i = 0; i < 2; i++)
        {
            var error = Assert.Throws<JournalUnavailableException>(() => Open());
            Assert.Contains(IdPath, error.Message, StringComparison.Ordinal);
            Assert.Contains("Restore it from a backup", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WaitAfter_LineIsDurableAlready_EndsAtOnce()
    {
        await using var journal = Open();
        await journal.AppendAsync(TestEvents.Numbered(1));

        Assert.True(journal.WaitAfterAsync(0, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(journal.WaitAfterAsync(1, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task WaitAfter_LineBecomesDurable_EndsThenAndNotWhenItIsOnlyWritten()
    {
        await using var journal = Open();
        using var release = new ManualResetEventSlim();
        _disk.Before = what =>
        {
            if (what == "fsync")
            {
                release.Wait(TimeSpan.FromSeconds(10));
            }
        };
        var early = journal.WaitAfterAsync(0, CancellationToken.None);
        var late = journal.WaitAfterAsync(1, CancellationToken.None);
        var append = journal.AppendAsync(TestEvents.Numbered(1)).AsTask();
        Assert.False(early.IsCompleted);

        release.Set();
        await early.WaitAsync(TimeSpan.FromSeconds(10));
        await append;
        using var cursor = journal.OpenAfter(0);
        Assert.Single(cursor.Read(10));
        Assert.False(late.IsCompleted);

        await journal.AppendAsync(TestEvents.Numbered(2));
        await late.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task WaitAfter_AppendFails_GoesOnWaiting()
    {
        await using var journal = Open();
        var waiting = journal.WaitAfterAsync(0, CancellationToken.None);
        _disk.Refuses = what => what == "append";
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(1)));
        Assert.False(waiting.IsCompleted);

        _disk.Refuses = _ => false;
        await journal.AppendAsync(TestEvents.Numbered(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task WaitAfter_Stopped_IsCancelledAndTheOthersGoOnWaiting()
    {
        await using var journal = Open();
        using var stop = new CancellationTokenSource();
        var stopped = journal.WaitAfterAsync(0, stop.Token);
        var other = journal.WaitAfterAsync(0, CancellationToken.None);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.False(other.IsCompleted);
        await journal.AppendAsync(TestEvents.Numbered(1));
        await other.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task WaitAfter_JournalCloses_EndsAndALaterWaitIsUnavailable()
    {
        var journal = Open();
        var waiting = journal.WaitAfterAsync(0, CancellationToken.None);
        await journal.DisposeAsync();

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.WaitAfterAsync(0, CancellationToken.None));
    }

    [Fact]
    public async Task WaitAfter_NewestLineWasCutOffAtTheStart_WaitsForALineThatIsThere()
    {
        await using (var journal = Open())
        {
            await journal.AppendAsync(TestEvents.Numbered(1));
            await journal.AppendAsync(TestEvents.Numbered(2));
        }

        var bytes = File.ReadAllBytes(_folder[Segment.NameOf(1)]);
        bytes[^40] ^= 1;
        File.WriteAllBytes(_folder[Segment.NameOf(1)], bytes);
        await using var again = Open();
        using var cursor = again.OpenAfter(0);
        Assert.Equal([1L], cursor.Read(10).Select(l => l.Sequence));
        Assert.Equal(1, again.LastDurableSequence);
        var waiting = again.WaitAfterAsync(1, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        Assert.Equal(3, await again.AppendAsync(TestEvents.Numbered(3)));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([3L], cursor.Read(10).Select(l => l.Sequence));
    }

    private EventBuffer Open() => EventBuffer.Open(_disk, _folder.Path, new EventsOptions(), _time);
}
