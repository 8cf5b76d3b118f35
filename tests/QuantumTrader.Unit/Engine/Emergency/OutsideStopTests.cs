using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>What the engine makes of a stop file, and of a latch file that somebody else wrote or deleted.</summary>
public sealed class OutsideStopTests : IDisposable
{
    private static readonly StopFileSeen Asking = new("/data/emergency/STOP", "prices look wrong");
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void File_WhileItTrades_StopsUnderItsCodeAndEndsFlat()
    {
        _bench.Open();

        Assert.True(Look(Asking));

        Assert.Equal((TriggerCodes.File, "prices look wrong", "file STOP"), (_bench.Record!.Latch.Trigger, _bench.Record.Latch.Reason, _bench.Record.Latch.ActivatedBy));
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");
        Assert.DoesNotContain(_bench.Engine.Ledger.Legs, leg => !leg.IsFlat);
    }

    [Fact]
    public void File_WhileItTrades_StopsOnceAndHasNoCoolDown()
    {
        Look(Asking);
        Look(Asking);
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");
        Look(null);

        Assert.Single(_bench.Of<EmergencyStopped>());
        Assert.True(_bench.Reset().Done);
        Look(null);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Theory]
    [InlineData(Fault.Fails)]
    [InlineData(Fault.Hangs)]
    public void File_BeforeTheStopIsOnADisk_IsNotTaken(Fault fault)
    {
        (_bench.Latches.Fault, _bench.Policies.Fault) = (fault, fault);

        Assert.False(Look(Asking));
        Assert.True(_bench.Engine.Emergency.IsLatched);

        (_bench.Latches.Fault, _bench.Policies.Fault) = (Fault.None, Fault.None);
        if (fault == Fault.Fails)
        {
            _bench.Pass(TimeSpan.FromSeconds(5));
            Assert.True(Look(Asking));
        }
    }

    [Fact]
    public void File_ThatCannotBeTaken_RefusesTheResetUntilItIsGone()
    {
        Look(Asking);
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");
        Look(Asking);

        Assert.Equal("The file /data/emergency/STOP asks for a stop and could not be taken away. Remove it, then reset.", _bench.Reset().Refusal);

        Look(null);
        Assert.True(_bench.Reset().Done);
    }

    [Fact]
    public void File_WhileAResetIsUnderWay_WinsOverIt()
    {
        _bench.StopAndFlatten();
        _bench.Venue.Hangs.Add("account");
        Task<ResetReceipt>? reset = null;
        Task<bool>? look = null;
        _bench.Do(() => reset = _bench.Engine.Emergency.ResetAsync(new ResetRequest("a", "b", true, "RESET")));
        _bench.Do(() => look = _bench.Engine.Emergency.OnLookAsync(new OutsideLook(Asking, _bench.Latches.Content)));

        _bench.Until(() => reset!.IsCompleted && look!.IsCompleted, "both were answered");

        Assert.False(EngineBench.Ended(reset).Done);
        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Theory]
    [InlineData(EmergencyRunState.Latched)]
    [InlineData(EmergencyRunState.Closing)]
    [InlineData(EmergencyRunState.Flat)] // whatever it proved, trading went on here meanwhile
    public void Latch_OfAnotherProcess_StopsHereTooUnderItsId(EmergencyRunState state)
    {
        _bench.Open();
        var foreign = Foreign(state);
        _bench.Latches.Content = new LatchFileRead.Latched(foreign);

        Look(null);

        Assert.Equal((foreign.Latch.EmergencyId, "smoke\\u000Aand mirrors"), (_bench.Record!.Latch.EmergencyId, _bench.Record.Latch.Reason));
        Assert.Equal(foreign.Latch.EmergencyId, Assert.Single(_bench.Of<EmergencyStopped>()).EmergencyId);
        Assert.NotNull(_bench.Record.Times.GateClosedAtUtc); // its certificate tells how long the stop took
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");
        Assert.DoesNotContain(_bench.Engine.Ledger.Legs, leg => !leg.IsFlat);
        Assert.Equal(foreign.Latch.EmergencyId, _bench.Policies.Current!.EmergencyId);
    }

    [Fact]
    public void Latch_FoundBeforeItsOwnerAsks_IsTheSameStop()
    {
        var foreign = Foreign(EmergencyRunState.Latched);
        _bench.Latches.Content = new LatchFileRead.Latched(foreign);
        Look(null);

        var receipt = _bench.Await(() => _bench.Engine.Emergency.ActivateAsync(foreign.Latch));

        Assert.Equal((foreign.Latch.EmergencyId, false), (receipt.EmergencyId, receipt.AlreadyStopped));
    }

    [Fact]
    public void Latch_OfAnEmergencyThatWasReset_IsStale()
    {
        var old = new LatchFileRead.Latched(_bench.StopAndFlatten());
        Assert.True(_bench.Reset().Done);

        _bench.Latches.Content = old;
        Look(null);
        Assert.False(_bench.Engine.Emergency.IsLatched);

        var cleared = _bench.Policies.Current! with { LastResetEmergencyId = Foreign(EmergencyRunState.Flat).Latch.EmergencyId };
        _bench.Do(() => _bench.Engine.Policy.Take(cleared with { Version = cleared.Version + 1 })); // reset where trading was led
        _bench.Latches.Content = new LatchFileRead.Latched(Foreign(EmergencyRunState.Flat));
        Look(null);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("clear")]
    [InlineData("unreadable")]
    [InlineData("another")]
    public void Latch_DeletedOrChangedWhileItHolds_IsWrittenAgain(string how)
    {
        var held = _bench.StopAndFlatten().Latch.EmergencyId;
        _bench.Latches.Content = how switch
        {
            "absent" => new LatchFileRead.Absent(),
            "clear" => new LatchFileRead.Clear(),
            "unreadable" => new LatchFileRead.Unreadable("torn"),
            _ => new LatchFileRead.Latched(Foreign(EmergencyRunState.Latched)),
        };

        Look(null);
        Look(null);

        Assert.Equal(held, Assert.IsType<LatchFileRead.Latched>(_bench.Latches.Content).Record.Latch.EmergencyId);
        Assert.Equal(held, _bench.Record!.Latch.EmergencyId);
    }

    [Fact]
    public void Latch_UnreadableOrGoneWhileNothingIsStopped_StopsNothing()
    {
        foreach (var content in new LatchFileRead[] { new LatchFileRead.Unreadable("torn"), new LatchFileRead.Absent(), new LatchFileRead.Clear() })
        {
            _bench.Latches.Content = content;
            Assert.False(Look(null));
            Look(null);
        }

        Assert.False(_bench.Engine.Emergency.IsLatched);
        Assert.Empty(_bench.Latches.Saves);
        Assert.Equal(TradingMode.Active, _bench.Engine.EffectiveMode);
    }

    private bool Look(StopFileSeen? file) => _bench.Await(() => _bench.Engine.Emergency.OnLookAsync(new OutsideLook(file, _bench.Latches.Content)));

    private EmergencyRecord Foreign(EmergencyRunState state) => new()
    {
        Latch = new EmergencyLatch(Guid.Parse("99999999-0000-0000-0000-000000000001"), "smoke\nand mirrors", TriggerCodes.CommandLine, "anna", _bench.Now),
        RunState = state,
    };
}
