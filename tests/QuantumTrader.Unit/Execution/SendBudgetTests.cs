using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution;

public sealed class SendBudgetTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SendBudget _budget = new(10, 20, new Fraction(0.5m));

    [Fact]
    public void Entries_UseTheirShareAndNoMore_ClosesTheRest()
    {
        Take(4);
        Assert.True(_budget.HasRoomForEntry(Now));
        Take(1);
        Assert.False(_budget.HasRoomForEntry(Now));
        Assert.Equal(TimeSpan.Zero, _budget.WaitForClose(Now));
        Take(5);
        Assert.Equal(TimeSpan.FromSeconds(10), _budget.WaitForClose(Now));
        Assert.Equal(TimeSpan.FromSeconds(1), _budget.WaitForClose(Now.AddSeconds(9)));
        Assert.Equal(TimeSpan.Zero, _budget.WaitForClose(Now.AddSeconds(10)));
    }

    [Fact]
    public void Closes_BeyondTheMinute_WaitForIt()
    {
        Take(10);
        Take(10, Now.AddSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(40), _budget.WaitForClose(Now.AddSeconds(20)));
        Assert.False(_budget.HasRoomForEntry(Now.AddSeconds(59)));
    }

    [Fact]
    public void Clock_ThatGoesBack_WaitsOneWindowAtMost()
    {
        Take(10);

        Assert.Equal(TimeSpan.FromSeconds(10), _budget.WaitForClose(Now.AddHours(-1)));
    }

    [Fact]
    public void Reserve_OfAlmostAll_LeavesNoEntry() =>
        Assert.False(new SendBudget(1, 1, new Fraction(0.5m)).HasRoomForEntry(Now));

    private void Take(int count, DateTimeOffset? at = null)
    {
        for (var i = 0; i < count; i++)
        {
            _budget.Take(at ?? Now);
        }
    }
}
