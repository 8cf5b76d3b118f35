using CsCheck;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Sizing;

public class SizingCapsTests
{
    private static readonly Gen<double> AnyValue = Gen.OneOf(Gen.Double, Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, -1e308, 0.05, 0.5));

    [Fact]
    public void Decide_LearnedBoldAction_IsLoweredToTheLeverageOfTheMode()
    {
        var decision = Sized.Sizer(Sized.Preferring(SizingActions.Count - 1, 0.5, 5)).Decide(Sized.Calm);

        Assert.Equal(("size_1.00|lev_35.0|tpsl_aggressive", SizingReason.Learned), (decision.ActionKey, decision.Reason));
        Assert.Equal((new Leverage(5m), new Usd(1_000m), true), (decision.Leverage, decision.Notional, decision.WasCapped));
        Assert.Equal(new Quantity(0.02m), decision.Quantity);
    }

    [Theory]
    [InlineData(100, 150)]
    [InlineData(10, 15)]
    [InlineData(0, 0)]
    [InlineData(-50, 0)]
    public void Decide_SmallAccount_RisksNoMoreThanItsShareAtTheStop(int equity, int risked)
    {
        // The fallback's stop at 1 % and 1.5 % of risk allow 1.5 times the equity; leverage 1 carries only 1 times.
        var fallback = Sized.Sizer(new QTable()).Decide(Sized.Wild with { Equity = new Usd(equity) });
        var balanced = Sized.Sizer(new QTable()).Decide(Sized.Calm with { Equity = new Usd(equity) });

        Assert.Equal(new Usd(Math.Max(0, equity)), fallback.Notional);
        Assert.Equal(Leverage.One, fallback.Leverage);
        Assert.Equal(new Usd(Math.Max(0, equity)), balanced.Notional);
        Assert.True(fallback.Notional <= new Usd(risked));
        Assert.True(fallback.WasCapped);
    }

    [Fact]
    public void Decide_StopBindsBeforeLeverage_RoundsTowardsZero()
    {
        // 99.99 x 0.015 / 0.02 = 74.9925.
        var decision = Sized.Sizer(Sized.Preferring(SizingActions.Count - 1, 0.5, 5)).Decide(Sized.Calm with { Equity = new Usd(99.99m) });

        Assert.Equal(new Usd(74.99m), decision.Notional);
    }

    [Fact]
    public void Decide_ScalingAboveOne_StaysBelowThePositionCap()
    {
        var aggressive = Sized.Policy.Modes[RiskMode.AggressiveSmallAccount];

        Assert.Equal(new Usd(225m), Sized.Sizer(new QTable()).Decide(Sized.Calm with { Limits = aggressive }).Notional); // 0.5 x 300 x 1.5
        var full = Sized.Sizer(Sized.Preferring(SizingActions.Count - 1, 0.5, 5)).Decide(Sized.Calm with { Limits = aggressive });
        Assert.Equal((new Usd(300m), true), (full.Notional, full.WasCapped));
    }

    [Fact]
    public void Decide_NoLimits_SizesToNothing()
    {
        Assert.Equal(Usd.Zero, Sized.Sizer(new QTable()).Decide(Sized.Calm with { Limits = null! }).Notional);
        Assert.Equal(Usd.Zero, Sized.Sizer(new QTable()).Decide(default).Notional);
    }

    [Fact]
    public void Decide_LeverageLimitBelowOne_IsNotRaised()
    {
        var decision = Sized.Sizer(new QTable()).Decide(Sized.Wild with { Limits = Sized.Policy.Limits with { LeverageMax = new Leverage(0.5m) } });

        Assert.Equal(new Leverage(0.5m), decision.Leverage);
    }

    [Fact]
    public void Decide_PriceInvalid_QuantityIsZero() =>
        Assert.Equal(Quantity.Zero, Sized.Sizer(new QTable()).Decide(Sized.Calm with { Price = default }).Quantity);

    [Fact]
    public void Decide_WhateverTheTableSays_CapsHold()
    {
        var input = Gen.Select(AnyValue, AnyValue, Gen.Int[0, QTable.CellCount - 1], Gen.Int[0, 20], Gen.Decimal[-100m, 1_000_000m], Gen.Enum<RiskMode>(), Gen.Bool, Gen.ULong);

        input.Sample(
            (value, cellValue, cell, visits, equity, mode, wild, seed) =>
        {
            var limits = Sized.Policy.Modes[mode];
            var sizer = Sized.Sizer(Sized.Table(value, visits, cell, cellValue, visits), new SizerSettings { ExplorationRate = 0.5 }, seed);
            AssertWithinCaps(sizer.Decide((wild ? Sized.Wild : Sized.Calm) with { Equity = new Usd(equity), Limits = limits }), equity, limits);
        },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    public void Decide_AbsurdEquity_DoesNotThrow(string equity)
    {
        var amount = decimal.Parse(equity, System.Globalization.CultureInfo.InvariantCulture);

        AssertWithinCaps(Sized.Sizer(new QTable()).Decide(Sized.Calm with { Equity = new Usd(amount) }), amount, Sized.Policy.Limits);
    }

    private static void AssertWithinCaps(SizingDecision decision, decimal equity, RiskModeLimits limits)
    {
        Assert.InRange(decision.Notional.Value, 0m, limits.PositionSizeCap.Value);
        Assert.InRange(decision.Leverage.Value, 1m, limits.LeverageMax.Value);
        var account = Math.Clamp(equity, 0m, 1e15m);
        Assert.True(decision.Notional.Value * decision.ExitPlan.StopLoss.Value <= account * limits.RiskPerTradeMax.Value);
        Assert.True(decision.Notional.Value <= account * decision.Leverage.Value);
    }
}
