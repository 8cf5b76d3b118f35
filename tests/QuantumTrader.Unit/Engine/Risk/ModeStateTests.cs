using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Unit.Engine.Risk;

public class ModeStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ModeState _mode = new();

    public ModeStateTests() => _mode.Set(TradingMode.Active, Now, "start-up", "Reconciled.");

    [Fact]
    public void New_IsHalted() => Assert.Equal(TradingMode.Halted, new ModeState().Mode);

    [Fact]
    public void Hold_TwoOwners_LastsUntilBothLifted()
    {
        Assert.True(_mode.Hold("a", "first", Now));
        Assert.True(_mode.Hold("b", "second", Now.AddSeconds(1)));
        Assert.Equal((TradingMode.ReduceOnly, "a", "first", Now), (_mode.Mode, _mode.By, _mode.Reason, _mode.SinceUtc));

        Assert.True(_mode.Lift("a"));
        Assert.Equal((TradingMode.ReduceOnly, "b"), (_mode.Mode, _mode.By));
        Assert.False(_mode.Lift("a"));
        Assert.False(_mode.Lift("c"));
        Assert.True(_mode.Lift("b"));

        Assert.Equal((TradingMode.Active, "start-up"), (_mode.Mode, _mode.By));
    }

    [Fact]
    public void Hold_Again_KeepsItsBeginningAndTakesTheNewEnd()
    {
        _mode.Hold("a", "first", Now, Now.AddMinutes(1));

        Assert.False(_mode.Hold("a", "later", Now.AddSeconds(30), Now.AddMinutes(2)));
        _mode.Expire(Now.AddMinutes(1));

        Assert.Equal(new ReduceOnlyHold("a", "first", Now, Now.AddMinutes(2)), Assert.Single(_mode.Holds));
    }

    [Theory]
    [InlineData(59, TradingMode.ReduceOnly)]
    [InlineData(60, TradingMode.Active)]
    public void Expire_AtTheEndOfAHold_EndsThatOneAlone(int seconds, TradingMode expected)
    {
        _mode.Hold("a", "first", Now, Now.AddMinutes(1));

        _mode.Expire(Now.AddSeconds(seconds));

        Assert.Equal(expected, _mode.Mode);
    }

    [Fact]
    public void Set_DutyComesAndGoes_HoldsStay()
    {
        _mode.Hold("a", "first", Now);
        _mode.Set(TradingMode.Halted, Now, "stand-by", "Stands by.");
        Assert.Equal((TradingMode.Halted, "stand-by"), (_mode.Mode, _mode.By));

        _mode.Set(TradingMode.Active, Now, "start-up", "Leads again.");

        Assert.Equal((TradingMode.ReduceOnly, "a"), (_mode.Mode, _mode.By));
    }

    [Theory]
    [InlineData(TradingMode.Active, TradingMode.Active)]
    [InlineData(TradingMode.ReduceOnly, TradingMode.ReduceOnly)]
    [InlineData(TradingMode.Halted, TradingMode.Halted)]
    public void Floor_OfOthers_IsAddedToWhatHolds(TradingMode floor, TradingMode expected)
    {
        _mode.Floor = () => floor;
        Assert.Equal(expected, _mode.Allowed);

        _mode.Hold("a", "first", Now);
        Assert.Equal(expected == TradingMode.Active ? TradingMode.ReduceOnly : expected, _mode.Allowed);
    }

    [Fact]
    public void Lift_WhileTheDutyIsTighter_AllowsNothing()
    {
        _mode.Hold("a", "first", Now);
        _mode.Set(TradingMode.Halted, Now, "stand-by", "Stands by.");
        _mode.Lift("a");

        Assert.Equal(TradingMode.Halted, _mode.Mode);
    }
}
