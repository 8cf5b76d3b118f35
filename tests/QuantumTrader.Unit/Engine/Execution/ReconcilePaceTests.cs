using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

public class ReconcilePaceTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly VenueTidings Quiet = new(Since, UnknownOrders: 4, IsInDoubt: false);
    private readonly FakeTimeProvider _time = new(Since);

    [Fact]
    public void Comparison_WhileTheStreamTellsEverything_ComesEvery30Seconds() => AssertDueAfter(30, Quiet, Quiet);

    [Fact]
    public void Comparison_OfAVenueWithoutAStream_ComesEvery5Seconds() => AssertDueAfter(5, default, default);

    [Fact]
    public void Comparison_WhileSomethingIsInDoubt_ComesEvery5Seconds() => AssertDueAfter(5, Quiet, Quiet with { IsInDoubt = true });

    [Fact]
    public void Comparison_WhileTheStreamIsNotTrusted_ComesEvery5Seconds()
    {
        var untrusted = Quiet with { FollowedSinceUtc = null };
        AssertDueAfter(5, untrusted, untrusted);
    }

    [Fact]
    public void Comparison_AfterTheStreamWasLost_ComesAtOnce() => AssertDueAfter(1, Quiet, Quiet with { FollowedSinceUtc = null });

    [Fact]
    public void Comparison_AfterTheStreamIsWholeAgain_ComesAtOnce() => AssertDueAfter(1, Quiet with { FollowedSinceUtc = null }, Quiet);

    [Fact]
    public void Comparison_AfterAGapThatNobodySaw_ComesAtOnce() => AssertDueAfter(1, Quiet, Quiet with { FollowedSinceUtc = Since.AddMilliseconds(200) });

    [Fact]
    public void Comparison_AfterAnUnknownOrder_ComesAtOnceAlsoWhenItIsSettled() => AssertDueAfter(1, Quiet, Quiet with { UnknownOrders = 6 });

    [Fact]
    public void Comparison_WhileAStopAsks_LeavesTheVenueToItWhateverElseIsInDoubt()
    {
        var stopping = default(VenueTidings) with { IsInDoubt = true, IsStopping = true };
        AssertDueAfter(30, stopping, stopping);
        AssertDueAfter(30, Quiet, stopping);
    }

    [Fact]
    public void Comparison_AfterAStop_ComesAtOnce() => AssertDueAfter(1, Quiet with { IsStopping = true }, Quiet);

    [Fact]
    public void Comparison_ThatComesSeldom_LooksAtEverything()
    {
        var pace = new ReconcilePace(new ExecutionOptions(), _time);
        Assert.Equal((true, false, false), (pace.IsSeldom(Quiet), pace.IsSeldom(Quiet with { IsInDoubt = true }), pace.IsSeldom(default)));
    }

    [Fact]
    public void Comparison_ConfiguredMoreSeldomThanTheQuietOne_IsNotHastenedByTheStream() =>
        AssertDueAfter(60, Quiet, Quiet, new ExecutionOptions { ReconcileInterval = TimeSpan.FromMinutes(1) });

    private void AssertDueAfter(int seconds, VenueTidings known, VenueTidings now, ExecutionOptions? options = null)
    {
        var pace = new ReconcilePace(options ?? new ExecutionOptions(), _time);
        pace.Compared(known);
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(pace.IsDue(now));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(pace.IsDue(now));
    }
}
