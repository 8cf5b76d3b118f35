using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>The rows of docs/emergency-triggers.md, through the whole engine: just under, exactly, and what is done.</summary>
public sealed class TriggerTableTests : IDisposable
{
    private readonly TriggerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(999.999999, null)]
    [InlineData(1000, TriggerCodes.Drawdown)]
    [InlineData(3000, TriggerCodes.Drawdown)]
    public void Drawdown_TwoReadings_Run(double loss, string? code)
    {
        using var bench = new TriggerBench(o => (o.DailyLoss, o.LossVelocity) = (false, false));
        bench.Lose((decimal)loss);
        bench.Run(TimeSpan.FromSeconds(3));

        Assert.Equal(code, bench.Stopped);
    }

    [Fact]
    public void AllTimeDrawdown_TwentyPercentInStepsWithResetsBetween_RunsAndCannotBeReset()
    {
        using var bench = new TriggerBench(o => (o.DailyLoss, o.LossVelocity) = (false, false));
        bench.Lose(1_000m);
        bench.Run(TimeSpan.FromSeconds(3));
        bench.Engine.Until(() => bench.Engine.Record is { IsRunOver: true }, "the account was flat");
        Assert.True(bench.Engine.Reset(rebasePeak: true).Done);
        bench.Lose(999.99m); // 11.1 % of what the peak was rebased to would be 1,000: only the second limit is near
        bench.Policy(p => p with { DrawdownLimit = new Fraction(0.5m) });
        bench.Run(TimeSpan.FromSeconds(3));
        Assert.False(bench.Engine.Engine.Emergency.IsLatched);

        bench.Lose(0.01m);
        bench.Run(TimeSpan.FromSeconds(3));

        Assert.Equal(TriggerCodes.AllTimeDrawdown, bench.Engine.Record?.Latch.Trigger);
        bench.Engine.Until(() => bench.Engine.Record is { IsRunOver: true }, "the account was flat again");
        var receipt = bench.Engine.Reset(rebasePeak: true);
        Assert.False(receipt.Done);
        Assert.Contains("AllTimeDrawdownLimit", receipt.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void DailyLoss_AtTheLimit_ReducesUntilMidnightAlsoWhenItRecovers()
    {
        using var bench = new TriggerBench(o => o.LossVelocity = false);
        bench.Lose(500m);
        bench.Step();
        Assert.Equal(TradingMode.Active, bench.Mode);
        bench.Step();
        Assert.Equal(TradingMode.ReduceOnly, bench.Mode);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), bench.State(TriggerCodes.DailyLoss).UntilUtc);

        bench.Lose(-600m);
        bench.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(TradingMode.ReduceOnly, bench.Mode);

        bench.Engine.Pass(new DateTimeOffset(2026, 3, 1, 23, 59, 58, TimeSpan.Zero) - bench.Engine.Now);
        bench.Step();
        Assert.Equal(TradingMode.ReduceOnly, bench.Mode);
        bench.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(TradingMode.Active, bench.Mode);
        Assert.Null(bench.Stopped);
    }

    [Fact]
    public void DailyLoss_JustUnderTheLimit_DoesNothing()
    {
        _bench.Lose(499.99m);
        _bench.Run(TimeSpan.FromSeconds(5));

        Assert.Equal(TradingMode.Active, _bench.Mode);
    }

    [Theory]
    [InlineData(799.99, null)]
    [InlineData(800, TriggerCodes.DailyLoss)]
    public void DailyLoss_OneAndSixTenthsOfTheLimit_Runs(double loss, string? code)
    {
        using var bench = new TriggerBench(o => o.LossVelocity = false);
        bench.Lose((decimal)loss);
        bench.Step();
        Assert.Null(bench.Stopped);
        bench.Run(TimeSpan.FromSeconds(2));

        Assert.Equal(code, bench.Stopped);
    }

    [Fact]
    public void DailyLoss_ResetTheSameDay_ReducesAndDoesNotStopAgain()
    {
        using var bench = new TriggerBench(o => o.LossVelocity = false);
        bench.Lose(800m);
        bench.Run(TimeSpan.FromSeconds(2));
        bench.Engine.Until(() => bench.Engine.Record is { IsRunOver: true }, "the account was flat");

        Assert.True(bench.Engine.Reset().Done);
        bench.Run(TimeSpan.FromSeconds(5));

        Assert.False(bench.Engine.Engine.Emergency.IsLatched);
        Assert.Equal(TradingMode.ReduceOnly, bench.Mode);
    }

    [Fact]
    public void DailyLoss_RestartTheSameDay_IsRemembered()
    {
        using var bench = new TriggerBench(drawdown: new DrawdownState(null, null, null) { DailyLimitOn = new DateOnly(2026, 3, 1) });
        bench.Step();

        Assert.Equal(TradingMode.ReduceOnly, bench.Mode);
    }

    [Fact]
    public void DataStale_ThirtySecondsWithoutAMark_ReducesUntilOneComes()
    {
        _bench.RunWithoutBars(TimeSpan.FromSeconds(29.5));
        Assert.Equal(TradingMode.Active, _bench.Mode);
        _bench.RunWithoutBars(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TradingMode.ReduceOnly, _bench.Mode);

        _bench.RunWithoutBars(TimeSpan.FromMinutes(20));
        Assert.Null(_bench.Stopped); // nothing is held that could be lost

        _bench.Engine.Step();
        Assert.Equal(TradingMode.Active, _bench.Mode);
    }

    [Fact]
    public void DataStale_FiveMinutesWithOpenPositions_Runs()
    {
        _bench.Engine.Open();
        _bench.RunWithoutBars(TimeSpan.FromSeconds(299));
        Assert.Null(_bench.Stopped);
        _bench.RunWithoutBars(TimeSpan.FromSeconds(2));

        Assert.Equal(TriggerCodes.DataStale, _bench.Stopped);
    }

    [Fact]
    public void LedgerMismatch_FirstSight_ReducesAtOnceUntilTheyAgree()
    {
        _bench.Engine.Venue.Wallet = 9_990m;
        _bench.Compare();
        Assert.Equal(TradingMode.ReduceOnly, _bench.Mode);
        Assert.Contains("wallet", _bench.Engine.Engine.Mode.Reason, StringComparison.Ordinal);

        _bench.Engine.Venue.Wallet = 10_000m;
        _bench.Compare();

        Assert.Equal(TradingMode.Active, _bench.Mode);
        Assert.Equal([true, false], _bench.Acted(TriggerCodes.LedgerMismatch).Select(a => a.Began));
    }

    [Fact]
    public void LedgerMismatch_TenMinutesUnresolved_PagesPeopleOnceAndDoesNotStop()
    {
        for (var i = 1; i <= 125; i++)
        {
            _bench.Engine.Venue.Wallet = 10_000m - (i % 7) - 1;
            _bench.Compare();
            var pages = _bench.Acted(TriggerCodes.LedgerMismatch).Count(a => a.Action == TriggerAction.Page);
            Assert.Equal(i > 120 ? 1 : 0, pages);
            _bench.Run(TimeSpan.FromSeconds(5));
        }

        Assert.Equal("paged", _bench.State(TriggerCodes.LedgerMismatch).State);
        Assert.Null(_bench.Stopped);
    }

    [Fact]
    public void Rejects_FiveOfASymbolInAMinute_PauseThatSymbolAlone()
    {
        _bench.Reject(EngineBench.Btc, 4);
        _bench.Step();
        Assert.True(_bench.MayEnter(EngineBench.Btc));

        _bench.Reject(EngineBench.Btc, 1);
        _bench.Step();

        Assert.False(_bench.MayEnter(EngineBench.Btc));
        Assert.Equal("paused", _bench.State(TriggerCodes.Rejects).State);
        Assert.Equal("BTCUSDT", Assert.Single(_bench.Acted(TriggerCodes.Rejects)).Symbol);
        Assert.Equal((TradingMode.Active, null), (_bench.Mode, _bench.Stopped));
        Assert.True(_bench.Engine.Engine.Pauses.IsPaused(EngineBench.Btc));
        Assert.False(_bench.Engine.Engine.Pauses.IsPaused(EngineBench.Eth));
        _bench.Run(TimeSpan.FromMinutes(15));
        Assert.False(_bench.Engine.Engine.Pauses.IsPaused(EngineBench.Btc));
    }

    [Fact]
    public void Rejects_FiveInMoreThanAMinute_PauseNothing()
    {
        _bench.Reject(EngineBench.Btc, 4);
        _bench.Run(TimeSpan.FromSeconds(61));
        _bench.Reject(EngineBench.Btc, 1);
        _bench.Step();

        Assert.Empty(_bench.Engine.Engine.Pauses.All);
    }
}
