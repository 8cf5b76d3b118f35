using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

public sealed class PaperArrivalTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(0, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    [InlineData(60_000, false)]
    [InlineData(-999, true)]
    [InlineData(-1000, false)]
    public void Entry_ByItsAgeAtArrival_IsTakenOrRefused(int milliseconds, bool isTaken)
    {
        var bench = new VenueBench().At(100m);

        var outcome = bench.Send(Entry(bench, bench.Now - TimeSpan.FromMilliseconds(milliseconds), Window));

        if (isTaken)
        {
            Assert.IsType<SubmitOutcome.Accepted>(outcome);
        }
        else
        {
            VenueBench.AssertRejected(VenueCodes.OutsideReceiveWindow, outcome);
            Assert.Null(bench.Position);
        }
    }

    [Fact]
    public void Entry_WithAWindowAndNoTimeStamp_IsRefused()
    {
        var bench = new VenueBench().At(100m);

        VenueBench.AssertRejected(-1102, bench.Send(Entry(bench, null, Window)));
    }

    [Fact]
    public void Exit_WithoutAWindow_IsTakenHoweverLate()
    {
        var bench = new VenueBench().At(100m);
        bench.Buy(1m);

        var exit = bench.Intent(OrderSide.Sell, 1m, reduceOnly: true) with { SentAtUtc = bench.Now - TimeSpan.FromHours(1) };

        Assert.IsType<SubmitOutcome.Accepted>(bench.Send(exit));
        Assert.Null(bench.Position);
    }

    [Fact]
    public async Task Entry_HeldUpOnItsWay_IsRefusedByTheClockAtArrival()
    {
        var latency = TimeSpan.FromMilliseconds(1200);
        var bench = new ExchangeBench(VenueBench.Exact with { LatencyMin = latency, LatencyMax = latency }).Bar(100m);
        var entry = new VenueBench().Intent(OrderSide.Buy, 1m);
        var late = bench.Exchange.SubmitAsync(entry with { SentAtUtc = bench.Clock.GetUtcNow(), ReceiveWindow = Window }, CancellationToken.None).AsTask();
        bench.Clock.Advance(latency / 2);
        bench.Clock.Advance(latency / 2);

        VenueBench.AssertRejected(VenueCodes.OutsideReceiveWindow, await late.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Empty((await bench.AccountAsync()).Positions);
    }

    private static OrderIntent Entry(VenueBench bench, DateTimeOffset? sentAtUtc, TimeSpan window) =>
        bench.Intent(OrderSide.Buy, 1m) with { SentAtUtc = sentAtUtc, ReceiveWindow = window };
}
