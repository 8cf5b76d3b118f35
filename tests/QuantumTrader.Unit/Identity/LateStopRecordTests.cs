using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

/// <summary>A stop whose process was killed before it was recorded is recorded by the next start.</summary>
public sealed class LateStopRecordTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset StoppedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SeededIds _ids = new(5);
    private readonly Guid _id = new(1, 2, 3, new byte[8]);
    private readonly FakeTimeProvider _time = new(StoppedAt.AddDays(2));
    private readonly MemoryAudit _audit = new();
    private LateStopRecord? _late;

    public void Dispose() => _late?.Dispose();

    [Theory]
    [InlineData(TriggerCodes.Manual, "Unknown")]
    [InlineData(TriggerCodes.CommandLine, "Host")]
    [InlineData(TriggerCodes.File, "Host")]
    public async Task Stop_OfAPersonThatIsNotInTheTrail_IsRecordedLateWithItsOwnTime(string trigger, string kind)
    {
        await _audit.AppendAsync(Other(StoppedAt.AddHours(-2)), CancellationToken.None);

        await RunAsync(trigger);

        var entry = _audit.Entries[^1];
        Assert.Equal((2, "emergency.stop", AuditResult.Done), (_audit.Entries.Count, entry.Action, entry.Result));
        Assert.Equal((StoppedAt, "anna", kind, "it looked wrong"), (entry.AtUtc, entry.Actor, entry.ActorKind, entry.Reason));
        Assert.Contains("Recorded late, 2026-03-03", entry.Detail, StringComparison.Ordinal);
        Assert.True(AuditEntries.IsStopOf(entry, _id));
    }

    [Fact]
    public async Task Stop_RecordedLateBefore_IsNotRecordedAgain()
    {
        await RunAsync(TriggerCodes.Manual);
        _time.Advance(TimeSpan.FromDays(1));

        await RunAsync(TriggerCodes.Manual);

        Assert.Single(_audit.Entries);
    }

    [Fact]
    public async Task Stop_InTheTrailFarBack_IsNotRecordedAgain()
    {
        await _audit.AppendAsync(new AuditEntry(_ids.Next(), StoppedAt.AddSeconds(1), "anna", "Person", "emergency.stop", AuditResult.Done) { After = $"stopped, emergency {_id}, Latched" }, CancellationToken.None);
        for (var i = 0; i < 1_200; i++)
        {
            await _audit.AppendAsync(Other(StoppedAt.AddMinutes(i)), CancellationToken.None);
        }

        await RunAsync(TriggerCodes.Manual);

        Assert.Equal(1_201, _audit.Entries.Count);
    }

    [Fact]
    public async Task Trail_ThatIsAway_IsTriedUntilItTakesItOnce()
    {
        _audit.Break();
        var running = StartAsync(TriggerCodes.Manual);
        await TryingAsync(running, () => _audit.Tries >= 3);

        _audit.Failure = null;
        await TryingAsync(running, () => running.IsCompleted);

        Assert.Single(_audit.Entries);
    }

    [Theory]
    [InlineData(TriggerCodes.Drawdown)]
    [InlineData(TriggerCodes.Watchdog)]
    [InlineData(TriggerCodes.LostState)]
    [InlineData(null)]
    public async Task Stop_OfNoPerson_IsNoMatterOfTheTrail(string? trigger)
    {
        await RunAsync(trigger);

        Assert.Empty(_audit.Entries);
    }

    private AuditEntry Other(DateTimeOffset atUtc) => new(_ids.Next(), atUtc, "ben", "Person", "emergency.stop", AuditResult.Done) { After = $"stopped, emergency {_ids.Next()}" };

    private Task RunAsync(string? trigger) => StartAsync(trigger).WaitAsync(Limit, TimeProvider.System);

    private async Task StartAsync(string? trigger)
    {
        var record = trigger is null ? null : new EmergencyRecord { Latch = new EmergencyLatch(_id, "it looked wrong", trigger, "anna", StoppedAt), RunState = EmergencyRunState.Closing };
        var looks = 0;
        _late = new LateStopRecord(_audit, () => ++looks > 2, () => record, _time, NullLogger<LateStopRecord>.Instance);
        await _late.StartAsync(CancellationToken.None);
        await TryingAsync(_late.ExecuteTask!, () => looks > 2);
        await _late.ExecuteTask!;
    }

    /// <summary>Time passes until it is so.</summary>
    private Task TryingAsync(Task running, Func<bool> isSo) => Poll.UntilAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return isSo() || running.IsFaulted;
        },
        Limit,
        "it was tried");
}
