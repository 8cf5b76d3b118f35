using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A disk that hangs costs a run its limit once, also when somebody sets the clock back meanwhile.</summary>
public sealed class StepDurableTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EmergencyRecord Record = new() { Latch = new EmergencyLatch(Guid.Empty, "why", "MANUAL", "who", Start), RunState = EmergencyRunState.Latched };
    private readonly VirtualTime _clock = new(Start);
    private readonly SteppedTime _time;

    public StepDurableTests() => _time = new SteppedTime(_clock);

    [Fact]
    public void Latch_DiskHangsAndTheClockIsSetBack_WaitsNoLonger()
    {
        var keeper = new LatchKeeper(
            new PolicyCache(new InMemoryPolicyStore(), _time), new PolicyWriter(new InMemoryPolicyStore(), _time), new FakeLatchStore { Fault = Fault.Hangs }, _time, new EmergencyOptions(), NullLogger<LatchKeeper>.Instance);

        AssertWaitsOnce(() => keeper.SaveFileAsync(Record));
    }

    [Fact]
    public void Receipts_DiskHangsAndTheClockIsSetBack_WaitsNoLonger()
    {
        var recorder = new RunRecorder(new HangingArchive(), _time, new EmergencyOptions(), NullLogger<RunRecorder>.Instance);
        recorder.Ledger.Read(RunReading.Failed(Start, "away"));

        AssertWaitsOnce(recorder.FlushAsync);
    }

    private void AssertWaitsOnce(Func<Task> save)
    {
        var first = save();
        Assert.False(first.IsCompleted);
        Pass(TimeSpan.FromMilliseconds(250));
        Assert.True(first.IsCompleted);
        _time.Offset = -TimeSpan.FromHours(1);

        var second = save();
        Pass(TimeSpan.FromMilliseconds(250));

        Assert.True(second.IsCompleted);
    }

    private void Pass(TimeSpan span) => _clock.AdvanceTo(_clock.GetUtcNow() + span, () => { });

    private sealed class SteppedTime(VirtualTime inner) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class HangingArchive : IStopArchive
    {
        public Task AppendAsync(string run, IReadOnlyList<RunEntry> entries) => new TaskCompletionSource().Task;

        public IReadOnlyList<RunEntry> ReadRun(string run) => [];

        public IReadOnlyList<string> RunsWithoutCertificate() => [];

        public Task WriteCertificateAsync(StopCertificate certificate) => throw new NotSupportedException();

        public StopCertificate? ReadCertificate(string run) => null;

        public IReadOnlyList<RunSummary> LastRuns(int take) => [];

        public Task AnnulAsync(StopAnnulment annulment) => throw new NotSupportedException();

        public StopAnnulment? ReadAnnulment(string run) => null;

        public Task SaveReEntryAsync(ReEntryState? state) => throw new NotSupportedException();

        public ReEntryState? ReadReEntry() => null;

        public Task SaveDrillAsync(DrillReport report) => throw new NotSupportedException();

        public DrillReport? LastDrill() => null;
    }
}
