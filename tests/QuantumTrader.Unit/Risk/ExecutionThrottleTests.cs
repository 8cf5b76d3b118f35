using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

public class ExecutionThrottleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly ExecutionThrottle _throttle = new();
    private int _trades;

    [Fact]
    public void OnExecuted_AsOftenAsAllowed_SwitchesOffThatSideAlone()
    {
        Assert.Null(Execute(0));
        Assert.Null(Execute(30));
        var off = Execute(60);

        Assert.Equal(new SwitchedOff(Btc, OrderSide.Buy, Start.AddSeconds(60), 3, Window), off);
        Assert.True(Facts(OrderSide.Buy, 60).IsOff);
        Assert.False(Facts(OrderSide.Sell, 60).IsOff);
    }

    [Fact]
    public void OnExecuted_OutsideTheWindow_CountsNoMore()
    {
        Execute(0);
        Execute(30);

        Assert.Null(Execute(60.001));
        Assert.Equal(2, Facts(OrderSide.Buy, 60.001).Executions);
    }

    [Fact]
    public void OnExecuted_ThePartsOfOneEntry_CountOnce()
    {
        var trade = TradeId.Create("1-99");

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(_throttle.OnExecuted(Btc, OrderSide.Buy, trade, Start, 3, Window)));
        Assert.Equal(1, Facts(OrderSide.Buy, 0).Executions);
    }

    [Fact]
    public void Facts_YearsLater_StillOff()
    {
        Trip();

        Assert.True(Facts(OrderSide.Buy, 1e8).IsOff);
    }

    [Fact]
    public void SwitchOn_ForgetsWhatWasExecuted()
    {
        Trip();

        Assert.True(_throttle.SwitchOn(Btc, OrderSide.Buy));
        Assert.False(_throttle.SwitchOn(Btc, OrderSide.Buy));
        Assert.Equal(new ThrottleFacts { IsKnown = true }, Facts(OrderSide.Buy, 60));
        Assert.Null(Execute(60));
    }

    [Fact]
    public void Restore_WhatAnEarlierProcessSwitchedOff_IsOffAndNotSwitchedOffTwice()
    {
        _throttle.Restore([new SwitchedOff(Btc, OrderSide.Buy, Start, 3, Window)]);

        Assert.True(Facts(OrderSide.Buy, 999).IsOff);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Null(Execute(1_000 + i)));
    }

    private void Trip()
    {
        Execute(0);
        Execute(1);
        Assert.NotNull(Execute(2));
    }

    private SwitchedOff? Execute(double second) => _throttle.OnExecuted(Btc, OrderSide.Buy, TradeId.Create($"1-{++_trades}"), Start.AddSeconds(second), 3, Window);

    private ThrottleFacts Facts(OrderSide side, double second) => _throttle.Facts(Btc, side, Start.AddSeconds(second), Window);
}
