using QuantumTrader.Domain.Units;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Overview;

namespace QuantumTrader.Ui.Overview;

public sealed class CurveFeedTests
{
    private readonly CurveFeed _feed = new();

    [Fact]
    public void Next_FirstCurve_SendsAll()
    {
        var delta = _feed.Next(Pictures.Curve(1m, 2m));
        Assert.True(delta.IsReplacement);
        Assert.Equal([Ms(-2), 1d, 9_600d, Ms(-1), 2d, 9_600d], delta.Points);
    }

    [Fact]
    public void Next_SameCurve_SendsNothing()
    {
        _feed.Next(Pictures.Curve(1m, 2m));
        Assert.True(_feed.Next(Pictures.Curve(1m, 2m)).IsNothing);
    }

    [Fact]
    public void Next_OnePointMore_SendsOnePoint()
    {
        var curve = Pictures.Curve(1m, 2m);
        _feed.Next(curve);
        var delta = _feed.Next([.. curve, Point(0, 3m)]);
        Assert.False(delta.IsReplacement);
        Assert.Equal([Ms(0), 3d, 9_600d], delta.Points);
    }

    [Fact]
    public void Next_LastPointMoved_SendsItAgain()
    {
        var curve = Pictures.Curve(1m, 2m);
        _feed.Next(curve);
        Assert.Equal([Ms(-1), 5d, 9_600d], _feed.Next([curve[0], Point(-1, 5m)]).Points);
    }

    [Fact]
    public void Next_ThinnedOldPoints_SendsOnlyNewOnes()
    {
        var curve = Pictures.Curve(1m, 2m, 3m, 4m);
        _feed.Next(curve);
        Assert.Equal(3, _feed.Next([curve[0], curve[2], curve[3], Point(0, 5m)]).Points.Count);
    }

    [Fact]
    public void Next_EarlierCurve_ReplacesTheOldOne()
    {
        _feed.Next(Pictures.Curve(1m, 2m));
        var delta = _feed.Next([Point(-100, 7m)]);
        Assert.True(delta.IsReplacement);
        Assert.Equal(3, delta.Points.Count);
    }

    [Fact]
    public void Next_CurveGone_ClearsOnce()
    {
        Assert.True(_feed.Next([]).IsNothing);
        _feed.Next(Pictures.Curve(1m));
        Assert.True(_feed.Next([]).IsReplacement);
        Assert.True(_feed.Next([]).IsNothing);
    }

    private static EquityPoint Point(int second, decimal equity) => new(Pictures.At.AddSeconds(second), new Usd(equity), new Usd(9_600m));

    private static double Ms(int second) => Pictures.At.AddSeconds(second).ToUnixTimeMilliseconds();
}
