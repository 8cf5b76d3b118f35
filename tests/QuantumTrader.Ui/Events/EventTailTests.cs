using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Events;

namespace QuantumTrader.Ui.Events;

public sealed class EventTailTests : IDisposable
{
    private static readonly Caller Viewer = Callers.Person(Roles.Viewer);
    private readonly FakeTimeProvider _clock = new(Pictures.At);
    private readonly FakeLines _journal = new();
    private readonly EventTail _tail;

    public EventTailTests() => _tail = new(_journal, new MatrixGate(_clock), _clock);

    public void Dispose() => _tail.Dispose();

    [Fact]
    public async Task Tail_LongJournal_IsItsEndWithTheNewestFirst()
    {
        _journal.LastDurableSequence = 300;
        var rows = await ReadAsync();
        Assert.Equal(Enumerable.Range(251, EventTail.RowsMax).Reverse().Select(n => (long)n), rows.Select(row => row.Sequence));
        Assert.Equal(new EventRow(300, Pictures.At, "bar.closed", """{"n":300}"""), rows[0]);
    }

    [Fact]
    public async Task Tail_NothingNew_IsNotReadAgain()
    {
        _journal.LastDurableSequence = 7;
        await ReadAsync();
        await ReadAsync();
        Assert.Equal(1, _journal.Opened);
        _journal.LastDurableSequence = 8;
        Assert.Equal(8, (await ReadAsync())[0].Sequence);
    }

    [Fact]
    public async Task Tail_LongText_IsCut()
    {
        (_journal.LastDurableSequence, _journal.Filler) = (1, new string('x', 1_000));
        Assert.Equal(EventTail.TextLengthMax + 1, Assert.Single(await ReadAsync()).Text.Length);
    }

    [Fact]
    public async Task Tail_DiskFails_ThrowsAndReadsAgainLater()
    {
        (_journal.LastDurableSequence, _journal.Failure) = (1, new IOException("disk gone"));
        await Assert.ThrowsAsync<IOException>(ReadAsync);
        _journal.Failure = null;
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task Tail_DiskHangs_TimesOutAndKeepsOneThread()
    {
        using var hang = new ManualResetEventSlim();
        (_journal.LastDurableSequence, _journal.Hang) = (1, hang);
        var reading = ReadAsync();
        Assert.True(_journal.Reading.Wait(TimeSpan.FromSeconds(30)));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => reading);
        await Assert.ThrowsAsync<TimeoutException>(ReadAsync);
        Assert.Equal(1, _journal.Opened);
        hang.Set();
    }

    [Fact]
    public async Task Tail_ForAStranger_IsRefusedUnread()
    {
        _journal.LastDurableSequence = 1;
        Assert.IsType<Guarded<IReadOnlyList<EventRow>>.Refused>(await _tail.ReadAsync(Caller.Anonymous, CancellationToken.None));
        Assert.Equal(0, _journal.Opened);
    }

    private async Task<IReadOnlyList<EventRow>> ReadAsync() => Assert.IsType<Guarded<IReadOnlyList<EventRow>>.Done>(await _tail.ReadAsync(Viewer, CancellationToken.None)).Value;

    private sealed class FakeLines : IJournalLines
    {
        public string JournalId => "j";
        public long LastDurableSequence { get; set; }
        public int Opened { get; private set; }
        public string? Filler { get; set; }
        public Exception? Failure { get; set; }
        public ManualResetEventSlim? Hang { get; set; }
        public ManualResetEventSlim Reading { get; } = new();

        public IJournalCursor OpenAfter(long sequence)
        {
            Opened++;
            Reading.Set();
            Hang?.Wait();
            return Failure is null ? new Cursor(this, sequence) : throw Failure;
        }

        public Task WaitAfterAsync(long sequence, CancellationToken stopping) => Task.CompletedTask;

        private sealed class Cursor(FakeLines lines, long after) : IJournalCursor
        {
            public IReadOnlyList<JournalLine> Read(int max) => [.. Enumerable.Range((int)after + 1, (int)Math.Min(max, lines.LastDurableSequence - after)).Select(LineOf)];

            public void Dispose()
            {
            }

            private JournalLine LineOf(int n)
            {
                var data = lines.Filler is null ? string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{n}}}") : $"{{\"x\":\"{lines.Filler}\"}}";
                var line = string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{n},\"type\":\"bar.closed\",\"v\":1,\"data\":{data}}}");
                return new(n, new Guid(n, 0, 0, new byte[8]), Pictures.At, Encoding.UTF8.GetBytes(line));
            }
        }
    }
}
