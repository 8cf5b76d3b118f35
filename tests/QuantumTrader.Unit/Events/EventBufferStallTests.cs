using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

/// <summary>A disk that does not answer.</summary>
public sealed class EventBufferStallTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FaultyDisk _disk = new();
    private readonly ManualResetEventSlim _release = new();
    private readonly ManualResetEventSlim _isHeld = new();

    public void Dispose()
    {
        _release.Set();
        _release.Dispose();
        _isHeld.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("append")]
    [InlineData("fsync")]
    [InlineData("open")]
    [InlineData("fsync directory")]
    public async Task Append_DiskHangs_IsStalledAfterTheLimitAndWellByItselfWhenItAnswers(string what)
    {
        await using var journal = Open();
        var began = _time.GetUtcNow();
        Hang(what);
        var first = journal.AppendAsync(TestEvents.Numbered(1)).AsTask();
        Assert.True(_isHeld.Wait(TimeSpan.FromSeconds(10)));
        Assert.Equal((JournalState.Ok, null, began), (journal.Health.State, journal.Health.Cause, journal.Health.WaitingSinceUtc));

        _time.Advance(TimeSpan.FromMilliseconds(999));
        var second = journal.AppendAsync(TestEvents.Numbered(2)).AsTask();
        Assert.Equal(JournalState.Ok, journal.Health.State);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((JournalState.Stalled, began), (journal.Health.State, journal.Health.WaitingSinceUtc));
        Assert.Equal("the disk has not answered for 1.0 s; 2 events wait", journal.Health.Cause);

        _release.Set();
        Assert.Equal(1, await first);
        Assert.Equal(2, await second);
        Assert.Equal(new JournalHealth(JournalState.Ok, 2, 2, null, _time.GetUtcNow()), journal.Health);
    }

    [Fact]
    public async Task Append_QueuedBehindAHangingFsync_BeginsToWaitWhenItWasAppended()
    {
        await using var journal = Open();
        Hang("fsync");
        var first = journal.AppendAsync(TestEvents.Numbered(1)).AsTask();
        Assert.True(_isHeld.Wait(TimeSpan.FromSeconds(10)));
        _time.Advance(TimeSpan.FromSeconds(5));
        var queued = _time.GetUtcNow();
        using var again = new ManualResetEventSlim();
        var second = journal.AppendAsync(TestEvents.Numbered(2)).AsTask();
        _isHeld.Reset();
        _disk.Before = what =>
        {
            if (what == "fsync")
            {
                _isHeld.Set();
                again.Wait(TimeSpan.FromSeconds(10));
            }
        };
        _release.Set();
        await first;
        Assert.True(_isHeld.Wait(TimeSpan.FromSeconds(10)));

        Assert.Equal((JournalState.Ok, queued), (journal.Health.State, journal.Health.WaitingSinceUtc));
        again.Set();
        await second;
        Assert.Null(journal.Health.WaitingSinceUtc);
    }

    [Fact]
    public async Task Append_HangThatEndsInAnError_IsFailing()
    {
        await using var journal = Open();
        Hang("fsync");
        _disk.Refuses = what => what == "fsync";
        var append = journal.AppendAsync(TestEvents.Numbered(1)).AsTask();
        Assert.True(_isHeld.Wait(TimeSpan.FromSeconds(10)));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(JournalState.Stalled, journal.Health.State);
        _release.Set();

        await Assert.ThrowsAsync<JournalUnavailableException>(() => append);
        Assert.Equal((JournalState.Failing, null), (journal.Health.State, journal.Health.WaitingSinceUtc));
    }

    private void Hang(string where) => _disk.Before = what =>
    {
        if (what == where)
        {
            _isHeld.Set();
            _release.Wait(TimeSpan.FromSeconds(10));
        }
    };

    private EventBuffer Open() => EventBuffer.Open(_disk, _folder.Path, new EventsOptions(), _time);
}
