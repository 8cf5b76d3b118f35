using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Policy;

public sealed class PolicyWriterTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EmergencyLatch Latch = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "smoke", "MANUAL", "me", Start);
    private static readonly EmergencyLatch Other = Latch with { EmergencyId = Guid.Parse("99999999-2222-3333-4444-555555555555"), Reason = "other" };
    private readonly FakePolicyStore _store = new();
    private readonly PolicyWriter _writer;

    public PolicyWriterTests() => _writer = new PolicyWriter(_store, new VirtualTime(Start));

    [Fact]
    public async Task Read_TheStoreIsDown_ThrowsInsteadOfMakingAPolicyUp()
    {
        _store.Fault = Fault.Fails;

        await Assert.ThrowsAsync<PolicyUnavailableException>(_writer.ReadOrCreateAsync);
        Assert.Equal(0, _store.Writes);
    }

    [Fact]
    public async Task Read_AStoredPolicy_IsNotWrittenAgain()
    {
        var first = await _writer.ReadOrCreateAsync();
        var second = await _writer.ReadOrCreateAsync();

        Assert.Equal(first.Version, second.Version);
        Assert.Equal(1, _store.Writes);
    }

    [Fact]
    public async Task Enter_SomebodyWroteMeanwhile_KeepsTheirChangeToo()
    {
        await _writer.ReadOrCreateAsync();
        _store.BeforeWrite = async () =>
        {
            var current = _store.Current!;
            await _store.Inner.WriteAsync(current with { ActiveMode = RiskMode.Defensive }, current.Version, CancellationToken.None);
        };

        var written = await _writer.SetEmergencyModeAsync(Latch);

        Assert.Equal((RiskMode.Defensive, true, 3), (written.ActiveMode, written.EmergencyMode, written.Version));
    }

    [Fact]
    public async Task Enter_AnEmergencyThatHoldsAlready_KeepsItsId()
    {
        await _writer.SetEmergencyModeAsync(Other);

        Assert.Equal(Other.EmergencyId, (await _writer.SetEmergencyModeAsync(Latch)).EmergencyId);
    }

    [Fact]
    public async Task Enter_OvertakenByItsOwnReset_DoesNotStopAgain()
    {
        await _writer.SetEmergencyModeAsync(Latch);
        await _writer.ClearEmergencyAsync(Latch.EmergencyId, "me");

        Assert.False((await _writer.SetEmergencyModeAsync(Latch)).EmergencyMode);
        Assert.True((await _writer.SetEmergencyModeAsync(Other)).EmergencyMode);
    }

    [Fact]
    public async Task Clear_AnotherEmergencyHolds_IsRefused()
    {
        await _writer.SetEmergencyModeAsync(Other);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _writer.ClearEmergencyAsync(Latch.EmergencyId, "me"));
        Assert.True(_store.Current!.EmergencyMode);
    }

    [Fact]
    public async Task Clear_KeepsTheIdAsProofOfTheReset()
    {
        await _writer.SetEmergencyModeAsync(Latch);

        var cleared = await _writer.ClearEmergencyAsync(Latch.EmergencyId, "me");

        Assert.Equal(Latch.EmergencyId, cleared.LastResetEmergencyId);
        Assert.True(cleared.CanOpenNewTrades);
    }

    [Fact]
    public async Task Change_SomebodyWritesWithoutEnd_GivesUpWithAReason()
    {
        await _writer.ReadOrCreateAsync();
        async Task Race()
        {
            var current = _store.Current!;
            await _store.Inner.WriteAsync(current with { UpdatedBy = "loop" }, current.Version, CancellationToken.None);
            _store.BeforeWrite = Race;
        }

        _store.BeforeWrite = Race;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _writer.SetEmergencyModeAsync(Latch));
        Assert.Contains("loop", error.Message, StringComparison.Ordinal);
    }
}
