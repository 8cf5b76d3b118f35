using QuantumTrader.Domain.Sizing;

namespace QuantumTrader.Unit.Sizing;

public class QTableTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TryUpdate_RewardNotFinite_ChangesNothing(double reward)
    {
        var table = new QTable();

        Assert.False(table.TryUpdate(3, 4, reward, 0.15));
        Assert.Equal((0.0, 0), (table.ValueOf(3, 4), table.VisitsOf(3, 4)));
    }

    [Fact]
    public void BestOf_FollowsTheValues()
    {
        var table = new QTable();
        table.TryUpdate(3, 50, 1.0, 0.5);
        Assert.Equal(50, table.BestOf(3));

        table.TryUpdate(3, 60, 2.0, 0.5);
        Assert.Equal(60, table.BestOf(3));

        table.TryUpdate(3, 60, -9.0, 0.5);
        Assert.Equal(50, table.BestOf(3));
        Assert.Equal(0, table.BestOf(4));
    }

    [Fact]
    public void BestOf_OnlyLosersTried_IsAnUntriedActionAndUntrained()
    {
        var table = new QTable();
        for (var i = 0; i < 10; i++)
        {
            table.TryUpdate(3, 0, -1.0, 0.15);
        }

        Assert.NotEqual(0, table.BestOf(3));
        Assert.False(table.IsTrained(3, 5, 0.05));
    }

    [Fact]
    public void TryUpdate_VisitsAtTheirEnd_DoNotWrapRound()
    {
        var table = Sized.Table(0.0, int.MaxValue);

        table.TryUpdate(0, 0, 1.0, 0.15);

        Assert.Equal(int.MaxValue, table.VisitsOf(0, 0));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(240, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 105)]
    public void ValueOf_OutsideTheGrid_Throws(int state, int action) =>
        Assert.ThrowsAny<Exception>(() => new QTable().ValueOf(state, action));

    [Fact]
    public void Constructor_AnotherShape_Throws()
    {
        Assert.Throws<ArgumentException>(() => new QTable(new double[7], new int[QTable.CellCount]));
        Assert.Throws<ArgumentException>(() => new QTable(new double[QTable.CellCount], new int[7]));
    }

    [Theory]
    [InlineData(0u, 21)]
    [InlineData(0u, -1)]
    [InlineData(4u, 2)]
    public void RecentOutcomes_ImpossibleNumbers_AreNotRestored(uint wins, int count) =>
        Assert.False(RecentOutcomes.TryRestore(wins, count, out _));
}
