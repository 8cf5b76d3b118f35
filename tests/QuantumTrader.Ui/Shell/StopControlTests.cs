using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Ui.Shell;

public sealed class StopControlTests
{
    [Fact]
    public void Of_Trading_OffersStopAlone()
    {
        var control = StopControl.Of(FakeActions.Trading, null);
        Assert.Equal("STOP", control.Label);
        Assert.False(control.IsLatched);
        Assert.NotNull(control.ResetRefusal);
    }

    [Theory]
    [InlineData(EmergencyRunState.Latched, "STOPPING…", false)]
    [InlineData(EmergencyRunState.Closing, "STOPPING…", false)]
    [InlineData(EmergencyRunState.Stuck, "STUCK", false)]
    [InlineData(EmergencyRunState.Flat, "STOPPED", true)]
    [InlineData(EmergencyRunState.FlatExceptDust, "STOPPED", true)]
    public void Of_Latched_ResetOnlyWhenFlat(EmergencyRunState state, string label, bool mayReset)
    {
        var control = StopControl.Of(FakeActions.Latched(state), null);
        Assert.Equal(label, control.Label);
        Assert.Equal(mayReset, control.ResetRefusal is null);
    }

    [Fact]
    public void Of_FlatButNotTheRole_RefusesResetWithTheReason() =>
        Assert.Equal("Needs Risk. (ROLE_MISSING)", StopControl.Of(FakeActions.Latched(EmergencyRunState.Flat), new AccessRefusal(AccessRefusal.RoleMissingCode, "Needs Risk.")).ResetRefusal);

    [Fact]
    public void Of_FlatButNotFresh_OffersReset() =>
        Assert.Null(StopControl.Of(FakeActions.Latched(EmergencyRunState.Flat), new AccessRefusal(AccessRefusal.StepUpNeededCode, "Needs your password.")).ResetRefusal);

    [Fact]
    public void Scope_Picture_CountsWhatAStopTouches()
    {
        var scope = StopScope.Of(Pictures.Trading, Pictures.At);
        Assert.Equal(("2", "6,600.50 USDT", "1", "2"), (scope.Positions.Text, scope.Notional.Text, scope.RegularOrders.Text, scope.ConditionalOrders.Text));
        Assert.Null(scope.Caveat);
    }

    [Fact]
    public void Scope_StaleOrNoPicture_SaysSo()
    {
        Assert.Contains("4.0 s old", StopScope.Of(Pictures.Trading, Pictures.At.AddSeconds(4)).Caveat);
        var none = StopScope.Of(null, Pictures.At);
        Assert.True(none.Positions.IsUnknown);
        Assert.NotNull(none.Caveat);
    }
}
