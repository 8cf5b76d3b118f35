using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Audit;

public sealed class AuditAnchoringTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryAudit _audit = new();
    private readonly AuditHead _head = new();
    private readonly List<long> _anchored = [];
    private readonly AuditAnchoring _anchoring;
    private Func<bool> _answer = () => true;
    private int _tries;

    public AuditAnchoringTests() => _anchoring = new(_audit, _head, PublishAsync, _time, NullLogger<AuditAnchoring>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _anchoring.StopAsync(CancellationToken.None);
        _anchoring.Dispose();
    }

    [Fact]
    public async Task Start_TrailThere_ItsHeadIsAnchored()
    {
        await AppendAsync(3, isTold: false);
        await _anchoring.StartAsync(CancellationToken.None);
        await UntilAnchoredAsync(3);
    }

    [Fact]
    public async Task Records_ManyAtOnce_AreOneAnchorASecond()
    {
        await _anchoring.StartAsync(CancellationToken.None);
        await AppendAsync(1);
        await UntilAnchoredAsync(1);
        await AppendAsync(50);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal([1L], Anchored);
        await UntilAnchoredAsync(1, 51);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Journal_Down_OnlyDelays(bool throws)
    {
        _answer = () => throws ? throw new InvalidOperationException("The engine has stopped.") : false;
        await _anchoring.StartAsync(CancellationToken.None);
        await AppendAsync(2);
        await Poll.UntilAsync(() => { _time.Advance(TimeSpan.FromSeconds(30)); return Volatile.Read(ref _tries) >= 3; }, Limit, "some tries");
        Assert.Empty(Anchored);
        _answer = () => true;
        await UntilAnchoredAsync(2);
    }

    private long[] Anchored
    {
        get
        {
            lock (_anchored)
            {
                return [.. _anchored];
            }
        }
    }

    private Task<bool> PublishAsync(AuditRecord record)
    {
        Interlocked.Increment(ref _tries);
        if (!_answer())
        {
            return Task.FromResult(false);
        }

        lock (_anchored)
        {
            _anchored.Add(record.Seq);
        }

        return Task.FromResult(true);
    }

    private async Task AppendAsync(int count, bool isTold = true)
    {
        for (var i = 0; i < count; i++)
        {
            var record = await _audit.AppendAsync(new(new Guid(i, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch, "anna", "Person", "users.manage", AuditResult.Done), CancellationToken.None);
            if (isTold)
            {
                _head.MoveTo(record);
            }
        }
    }

    private Task UntilAnchoredAsync(params long[] expected) =>
        Poll.UntilAsync(() => { _time.Advance(TimeSpan.FromMilliseconds(50)); return Anchored.SequenceEqual(expected); }, Limit, $"anchors {string.Join(' ', expected)}");
}
