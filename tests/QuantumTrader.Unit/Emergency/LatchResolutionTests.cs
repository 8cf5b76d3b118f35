using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Unit.Emergency;

/// <summary>File and policy, what each may say, and whether the start is stopped: the safer of the two wins.</summary>
public sealed class LatchResolutionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid A = Guid.Parse("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid B = Guid.Parse("bbbbbbbb-0000-0000-0000-000000000000");
    private static readonly Guid Fresh = Guid.Parse("ffffffff-0000-0000-0000-000000000000");

    [Theory]
    // file, policy, reset on record, used before → id that holds ("" none, "new" an own one)
    [InlineData("absent", "none", "", false, "")]
    [InlineData("absent", "none", "", true, "new")]
    [InlineData("absent", "open", "", true, "")]
    [InlineData("absent", "stopped A", "", true, "A")]
    [InlineData("clear", "none", "", true, "")]
    [InlineData("clear", "open", "", true, "")]
    [InlineData("clear", "stopped A", "", true, "A")]
    [InlineData("latched A", "none", "", true, "A")]
    [InlineData("latched A", "open", "", true, "A")]
    [InlineData("latched A", "open", "B", true, "A")]
    [InlineData("latched A", "open", "A", true, "")]
    [InlineData("latched A", "stopped A", "", true, "A")]
    [InlineData("latched A", "stopped A", "A", true, "A")]
    [InlineData("latched A", "stopped B", "A", true, "B")]
    [InlineData("unreadable", "none", "", false, "new")]
    [InlineData("unreadable", "open", "A", true, "new")]
    [InlineData("unreadable", "stopped A", "", true, "A")]
    [InlineData("absent", "stopped without id", "", true, "new")]
    public void Resolve_EachPairOfFileAndPolicy(string file, string policy, string reset, bool usedBefore, string holds)
    {
        var resets = reset.Length > 0 ? new[] { IdOf(reset) } : [];

        var record = LatchResolution.Resolve(FileOf(file), PolicyOf(policy), resets, usedBefore, Now, () => Fresh);

        Assert.Equal(holds.Length == 0 ? null : IdOf(holds), record?.Latch.EmergencyId);
    }

    [Fact]
    public void Resolve_FileAndPolicyNameTheSame_KeepsTheProgressOfTheRun()
    {
        var record = LatchResolution.Resolve(FileOf("latched A"), PolicyOf("stopped A"), [], true, Now, () => Fresh);

        Assert.Equal((EmergencyRunState.Closing, 17), (record!.RunState, record.LastAttempt));
    }

    [Fact]
    public void Resolve_FileNamesAnother_StartsTheRunAnew()
    {
        var record = LatchResolution.Resolve(FileOf("latched A"), PolicyOf("stopped B"), [], true, Now, () => Fresh);

        Assert.Equal((EmergencyRunState.Latched, "POLICY"), (record!.RunState, record.Latch.Trigger));
    }

    [Fact]
    public void Resolve_StateThatWasLost_SaysWhy()
    {
        var lost = LatchResolution.Resolve(FileOf("absent"), null, [], true, Now, () => Fresh);
        var unreadable = LatchResolution.Resolve(FileOf("unreadable"), null, [], false, Now, () => Fresh);

        Assert.Equal(TriggerCodes.LostState, lost!.Latch.Trigger);
        Assert.Contains("both", lost.Latch.Reason, StringComparison.Ordinal);
        Assert.Contains("torn", unreadable!.Latch.Reason, StringComparison.Ordinal);
    }

    private static Guid IdOf(string name) => name switch { "A" => A, "B" => B, _ => Fresh };

    private static LatchFileRead FileOf(string file) => file switch
    {
        "absent" => new LatchFileRead.Absent(),
        "clear" => new LatchFileRead.Clear(),
        "latched A" => new LatchFileRead.Latched(new EmergencyRecord
        {
            Latch = new EmergencyLatch(A, "smoke", "MANUAL", "me", Now),
            RunState = EmergencyRunState.Closing,
            LastAttempt = 17,
        }),
        _ => new LatchFileRead.Unreadable("torn"),
    };

    private static TradingPolicy? PolicyOf(string policy) => policy switch
    {
        "none" => null,
        "open" => DefaultPolicy.Create(Now),
        "stopped without id" => DefaultPolicy.Create(Now) with { EmergencyMode = true },
        _ => DefaultPolicy.Create(Now) with { EmergencyMode = true, EmergencyId = IdOf(policy[^1..]) },
    };
}
