using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperExchangeTests
{
    private static readonly PaperSettings Slow = VenueBench.Exact with { LatencyMin = TimeSpan.FromMilliseconds(100), LatencyMax = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task Submit_WithoutLatencyAndStore_CompletesAtOnceAndTellsFirst()
    {
        var bench = new ExchangeBench().Bar(100m);
        var outcome = bench.Submit("a");
        Assert.True(outcome.IsCompletedSuccessfully);
        Assert.Equal(new SubmitOutcome.Accepted(1), await outcome);
        Assert.Equal(["a New", "fill 1", "a Filled"], bench.Told);
    }

    [Fact]
    public async Task Submit_WithLatency_ActsAtHalfTimeAndAnswersAtTheEnd()
    {
        var bench = new ExchangeBench(Slow).Bar(100m);
        var outcome = bench.Submit("a").AsTask();
        bench.Clock.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Empty(bench.Told);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, bench.Told.Count); // the fill is told before the order is acknowledged
        Assert.False(outcome.IsCompleted);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.IsType<SubmitOutcome.Accepted>(await outcome.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Submit_CanceledBeforeItWasSent_DoesNothing()
    {
        var bench = new ExchangeBench().Bar(100m);
        var intent = new VenueBench().Intent(OrderSide.Buy, 1m);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await bench.Exchange.SubmitAsync(intent, new CancellationToken(canceled: true)));
        Assert.Empty(bench.Told);
    }

    [Fact]
    public async Task Submit_CanceledOnItsWay_StillGivesTheOutcome()
    {
        var bench = new ExchangeBench(Slow).Bar(100m);
        using var stopping = new CancellationTokenSource();
        var outcome = bench.Exchange.SubmitAsync(new VenueBench().Intent(OrderSide.Buy, 1m), stopping.Token).AsTask();
        await stopping.CancelAsync();
        bench.Clock.Advance(TimeSpan.FromMilliseconds(50));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.IsType<SubmitOutcome.Accepted>(await outcome.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Latency_Drawn_StaysWithinItsBoundsAndFollowsTheSeed()
    {
        var settings = VenueBench.Exact with { LatencyMin = TimeSpan.FromMilliseconds(10), LatencyMax = TimeSpan.FromMilliseconds(90) };
        var first = await LatenciesAsync(settings, 1);
        Assert.All(first, ms => Assert.InRange(ms, 10, 92));
        Assert.True(first.Distinct().Count() > 3);
        Assert.Equal(first, await LatenciesAsync(settings, 1));
        Assert.NotEqual(first, await LatenciesAsync(settings, 2));
    }

    [Fact]
    public async Task Listener_ThatOrdersInsideItsCall_HearsOfItAfterwardsInOrder()
    {
        var bench = new ExchangeBench().Bar(100m);
        bench.OnTold = update =>
        {
            if (update is ExchangeUpdate.Filled { Fill.FillId: 1 }) Assert.True(bench.Submit("stop", OrderSide.Sell, 1m, OrderType.StopMarket, 90m, true).AsTask().IsCompletedSuccessfully);
        };
        await bench.Submit("a");
        Assert.Equal(["a New", "fill 1", "a Filled", "stop New"], bench.Told);
    }

    [Fact]
    public async Task OnBar_ThatTriggersAStop_TellsTheListenerAtOnce()
    {
        var bench = new ExchangeBench().Bar(100m);
        await bench.Submit("a");
        await bench.Submit("s", OrderSide.Sell, 1m, OrderType.StopMarket, 90m, reduceOnly: true);
        bench.Told.Clear();
        bench.Bar(85m);
        Assert.Equal(["fill 2", "s Filled"], bench.Told);
        Assert.Empty((await bench.AccountAsync()).Positions);
    }

    [Fact]
    public async Task Questions_AfterTrading_AgreeWithEachOther()
    {
        var bench = new ExchangeBench().Bar(100m);
        await bench.Submit("a");
        await bench.Submit("l", OrderSide.Buy, 1m, OrderType.Limit, 80m);
        await bench.Submit("s", OrderSide.Sell, 1m, OrderType.StopMarket, 90m, reduceOnly: true);
        Assert.Equal("l", Assert.Single((await bench.Exchange.GetOpenOrdersAsync(default)).Value!).ClientOrderId);
        Assert.Equal("s", Assert.Single((await bench.Exchange.GetOpenConditionalOrdersAsync(default)).Value!).ClientOrderId);
        Assert.Equal("a", Assert.Single((await bench.Exchange.GetFillsAsync(0, default)).Value!).ClientOrderId);
        Assert.Equal(2, (await bench.Exchange.GetInstrumentsAsync(default)).Value!.Count);
        Assert.IsType<OrderLookup.Found>((await bench.Exchange.FindOrderAsync(VenueBench.Btc, ClientOrderId.Create("a"), default)).Value);
        Assert.Equal(new CancelOutcome.Canceled(1), await bench.Exchange.CancelAsync(VenueBench.Btc, ClientOrderId.Create("l"), default));
        Assert.Equal(new CancelOutcome.Canceled(0), await bench.Exchange.CancelAllAsync(VenueBench.Btc, default));
        Assert.Equal(new CancelOutcome.Canceled(1), await bench.Exchange.CancelAllConditionalAsync(VenueBench.Btc, default));
        Assert.IsType<SubmitOutcome.Accepted>(await bench.Exchange.SetLeverageAsync(VenueBench.Btc, new(3m), default));
        Assert.IsType<SubmitOutcome.Accepted>(await bench.Exchange.TransferAsync(new(5m), default));
        Assert.Equal(5m, (await bench.AccountAsync()).NetTransfers.Value);
    }

    [Fact]
    public async Task Faults_OfEachKind_DoWhatTheySay()
    {
        var bench = new ExchangeBench().Bar(100m);
        bench.Exchange.Faults = call => call.ClientOrderId?.Value switch
        {
            "reject" => PaperFault.Reject(-1008, "throttled"),
            "lost" => PaperFault.UnknownNotApplied("reset"),
            "late" => PaperFault.UnknownApplied("timeout"),
            _ => PaperFault.None,
        };
        Assert.Equal(new SubmitOutcome.Rejected(-1008, "throttled"), await bench.Submit("reject"));
        Assert.Equal(new SubmitOutcome.Unknown("reset"), await bench.Submit("lost"));
        Assert.Empty(bench.Told);
        Assert.Equal(new SubmitOutcome.Unknown("timeout"), await bench.Submit("late"));
        Assert.Equal(["late New", "fill 1", "late Filled"], bench.Told);
        Assert.Equal(new CancelOutcome.Unknown("throttled"), await bench.Exchange.CancelAsync(VenueBench.Btc, ClientOrderId.Create("reject"), default));
        bench.Exchange.Faults = _ => PaperFault.Reject(-1001, "down");
        Assert.Equal("down", (await bench.Exchange.GetAccountAsync(default)).Failure);
    }

    [Fact]
    public async Task Fault_WithExtraDelay_PostponesTheVenue()
    {
        var bench = new ExchangeBench().Bar(100m);
        bench.Exchange.Faults = _ => PaperFault.Delay(TimeSpan.FromSeconds(3));
        var outcome = bench.Submit("a").AsTask();
        bench.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Empty(bench.Told);
        bench.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.IsType<SubmitOutcome.Accepted>(await outcome.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Subscribe_Twice_IsAMistake()
    {
        var bench = new ExchangeBench();
        Assert.Throws<InvalidOperationException>(() => bench.Exchange.Subscribe(bench));
    }

    private static async Task<List<double>> LatenciesAsync(PaperSettings settings, ulong seed)
    {
        var bench = new ExchangeBench(settings, seed: seed).Bar(100m);
        List<double> all = [];
        for (var i = 0; i < 8; i++)
        {
            var start = bench.Clock.GetUtcNow();
            var outcome = bench.Submit($"o{i}", quantity: 0.1m).AsTask();
            while (!outcome.IsCompleted) bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await outcome;
            all.Add((bench.Clock.GetUtcNow() - start).TotalMilliseconds);
        }

        return all;
    }
}
