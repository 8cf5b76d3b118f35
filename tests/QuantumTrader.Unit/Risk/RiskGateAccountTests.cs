using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

/// <summary>What an entry would do to the account and to our other orders; each limit at its boundary, and with what is missing.</summary>
public class RiskGateAccountTests
{
    private const decimal Bit = 0.00000001m;

    [Fact]
    public void Check_Concentration_AllowsExactlyTheShare()
    {
        // 30 % of 1,000 USD; the order is worth 500, so the limit is set to 80 %.
        DenialSet Holding(decimal held) => Given.Denials(Given.WithPolicy(p => p with { ConcentrationMax = new Fraction(0.8m) }) with { SymbolNotional = new Usd(held) });

        Assert.Equal(DenialSet.None, Holding(300m));
        Assert.Equal(DenialSet.ConcentrationTooLarge, Holding(300m + Bit));
        Assert.Equal(DenialSet.ConcentrationTooLarge, Holding(-300m - Bit));
    }

    [Fact]
    public void Check_ConcentrationByDefault_IsThirtyPercentOfEquity() =>
        Assert.Equal(
            "BTCUSDT is held for 0 USD and 500 USD would be added; one symbol may be at most 30 % of the equity of 1000 USD, 300 USD.",
            Assert.Single(RiskGate.Explain(DenialSet.ConcentrationTooLarge, Given.Entry, Given.WithPolicy(p => p with { ConcentrationMax = new Fraction(0.30m) }))).Detail);

    [Theory]
    [InlineData(0.80, true, true)]
    [InlineData(0.81, true, false)]
    [InlineData(double.NaN, true, false)]
    [InlineData(-0.99, true, true)]
    [InlineData(-0.99, false, false)] // the other side of what moves the other way is the same bet
    [InlineData(0.99, false, true)] // a hedge
    [InlineData(null, true, false)]
    [InlineData(null, false, false)]
    public void Check_Correlation_IsOfTheBetAndUnknownDenies(double? returns, bool isSameSide, bool allowed)
    {
        var now = Given.Inputs with { Correlation = CorrelationFacts.None.And(Symbol.Create("ETHUSDT"), 0.1, true).And(Symbol.Create("SOLUSDT"), returns, isSameSide).And(Symbol.Create("XRPUSDT"), 0.2, true) };

        Assert.Equal(allowed ? DenialSet.None : DenialSet.CorrelationTooHigh, Given.Denials(now));
        Assert.Equal(DenialSet.None, Given.Denials(now with { Governor = Given.Agreed with { CorrelationMax = null } }));
        var detail = RiskGate.Explain(DenialSet.CorrelationTooHigh, Given.Entry, now).Single().Detail;
        Assert.True(allowed || detail.Contains("SOLUSDT", StringComparison.Ordinal), detail);
    }

    [Fact]
    public void Check_MarginInUse_AllowsExactlyTheShare()
    {
        // The order at leverage 2 binds 250 of the 650 USD that may be bound.
        DenialSet Bound(decimal? bound) => RiskGate.Check(
            Given.Entry with { Leverage = new Leverage(2m) }, Given.Inputs with { VenueLeverage = new Leverage(2m), MarginInUse = bound is { } usd ? new Usd(usd) : null });

        Assert.Equal(DenialSet.None, Bound(400m));
        Assert.Equal(DenialSet.MarginUseTooLarge, Bound(400m + Bit));
        Assert.Equal(DenialSet.MarginUseTooLarge, Bound(-400m - Bit));
        Assert.Equal(DenialSet.ExposureUnknown, Bound(null));
    }

    [Fact]
    public void Check_CapitalMax_AllowsExactlyTheAmount()
    {
        // The order at leverage 2 binds 250; equity would allow 650.
        DenialSet Capped(decimal max, decimal bound = 100m) => RiskGate.Check(
            Given.Entry with { Leverage = new Leverage(2m) },
            Given.Inputs with { VenueLeverage = new Leverage(2m), MarginInUse = new Usd(bound), CapitalMax = new Usd(max) });

        Assert.Equal(DenialSet.None, Capped(350m));
        Assert.Equal(DenialSet.CapitalMaxExceeded, Capped(350m - Bit));
        Assert.Equal(DenialSet.CapitalMaxExceeded, Capped(350m - Bit, -100m));
        Assert.Equal(DenialSet.CapitalMaxExceeded, Capped(0m, 0m));
        Assert.Equal(DenialSet.None, Capped(decimal.MaxValue));
    }

    [Fact]
    public void Check_LiquidationOfTheOrderAlone_AllowsExactlyTheDistance()
    {
        // 1 / 5 = 20 % away, less 0.5 % maintenance.
        DenialSet AtLeast(decimal distance) => RiskGate.Check(
            Given.Entry with { Leverage = new Leverage(5m) },
            Given.WithPolicy(p => p with { LiquidationDistanceMin = new Fraction(distance) }) with { VenueLeverage = new Leverage(5m) });

        Assert.Equal(DenialSet.None, AtLeast(0.195m));
        Assert.Equal(DenialSet.LiquidationTooNear, AtLeast(0.195m + Bit));
    }

    [Fact]
    public void Check_LiquidationOfTheAccount_CountsEverythingThatIsHeld()
    {
        // 1,000 USD over 2,500 is 40 % away, less 0.5 %; the order alone, at leverage 2, 49.5 %.
        DenialSet AtLeast(decimal distance) => RiskGate.Check(
            Given.Entry with { Leverage = new Leverage(2m) },
            Given.WithPolicy(p => p with { LiquidationDistanceMin = new Fraction(distance) }) with { VenueLeverage = new Leverage(2m), TotalNotional = new Usd(2_000m), MaintenanceHeld = new Usd(10m) });

        Assert.Equal(DenialSet.None, AtLeast(0.395m));
        Assert.Equal(DenialSet.LiquidationTooNear, AtLeast(0.395m + Bit));
    }

    [Fact]
    public void Check_StopBehindTheLiquidation_Denies()
    {
        // At leverage 5 the order is liquidated after 19.5 %: a stop at 20 % would never be reached.
        var intent = Given.Entry with { Leverage = new Leverage(5m), Quantity = new Quantity(0.001m) };
        var now = Given.Inputs with { VenueLeverage = new Leverage(5m), StopLoss = new Fraction(0.2m) };

        Assert.Equal(DenialSet.LiquidationTooNear, RiskGate.Check(intent, now));
        Assert.Equal(DenialSet.None, RiskGate.Check(intent, now with { StopLoss = new Fraction(0.195m) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    public void Check_MaintenanceMarginNotAShare_Denies(int margin) =>
        Assert.Equal(DenialSet.LiquidationTooNear, Given.Denials(Given.Inputs with { MaintenanceMargin = new Fraction(margin) }));

    [Fact]
    public void Check_MaintenanceOfWhatIsHeld_CountsAtItsOwnShare()
    {
        // 1,000 USD over 2,500 is 40 % away; 150 for what is held and 2.5 for the order take 6.1 % of it.
        DenialSet AtLeast(decimal distance, decimal? demanded) => RiskGate.Check(
            Given.Entry with { Leverage = new Leverage(2m) },
            Given.WithPolicy(p => p with { LiquidationDistanceMin = new Fraction(distance) }) with
            {
                VenueLeverage = new Leverage(2m),
                TotalNotional = new Usd(2_000m),
                MaintenanceHeld = demanded is { } usd ? new Usd(usd) : null,
            });

        Assert.Equal(DenialSet.None, AtLeast(0.339m, 150m));
        Assert.Equal(DenialSet.LiquidationTooNear, AtLeast(0.339m + Bit, 150m));
        Assert.Equal(DenialSet.LiquidationTooNear, AtLeast(0.339m + Bit, -150m));
        Assert.Equal(DenialSet.LiquidationTooNear, AtLeast(0.01m, null));
    }

    [Fact]
    public void Check_LeverageAtTheVenue_MustBeKnownAndTheSame()
    {
        DenialSet There(Leverage? leverage) => Given.Denials(Given.Inputs with { VenueLeverage = leverage });

        Assert.Equal(DenialSet.None, There(new Leverage(3m)));
        Assert.Equal(DenialSet.LeverageNotVerified, There(new Leverage(2m)));
        Assert.Equal(DenialSet.LeverageNotVerified, There(new Leverage(30m)));
        Assert.Equal(DenialSet.LeverageNotVerified, There(null));
    }

    [Fact]
    public void Check_MarkRange_AllowsExactlyFivePercentWithinTheWindow()
    {
        DenialSet Moved(decimal lowest, decimal highest) => Given.Denials(Given.Inputs with { Range = new MarkRange(new Price(lowest), new Price(highest)) });

        Assert.Equal(DenialSet.None, Moved(50_000m, 52_500m));
        Assert.Equal(DenialSet.MarkMovedTooFar, Moved(50_000m, 52_500m + Bit));
        Assert.Equal(DenialSet.MarkMovedTooFar, Moved(0m, 0m));
        Assert.Equal(DenialSet.MarkMovedTooFar, Moved(50_000m, 49_000m));
        Assert.Equal(DenialSet.MarkMovedTooFar, Given.Denials(Given.Inputs with { Range = default }));
    }

    [Fact]
    public void Check_Throttle_DeniesWhatIsOffOrUnknownOrWouldBeOneTooMany()
    {
        DenialSet With(ThrottleFacts facts) => Given.Denials(Given.Inputs with { Throttle = facts });
        var on = new ThrottleFacts { IsKnown = true };

        Assert.Equal(DenialSet.None, With(on with { Executions = 5, UnderWay = 4 }));
        Assert.Equal(DenialSet.RepeatedExecution, With(on with { Executions = 5, UnderWay = 5 }));
        Assert.Equal(DenialSet.RepeatedExecution, With(on with { IsOff = true }));
        Assert.Equal(DenialSet.RepeatedExecution, With(default));
    }

    [Theory]
    [InlineData(OrderSide.Buy, null, true)]
    [InlineData(OrderSide.Buy, "50500", true)]
    [InlineData(OrderSide.Buy, "50499.99999999", false)]
    [InlineData(OrderSide.Sell, null, true)]
    [InlineData(OrderSide.Sell, "50500", true)]
    [InlineData(OrderSide.Sell, "50500.00000001", false)]
    public void Check_OwnOrderOfTheOtherSide_DeniesWhatCouldMeetIt(OrderSide side, string? limit, bool meets)
    {
        var other = side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;
        var price = limit is null ? (Price?)null : new Price(decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture));
        var intent = Given.Entry with { Side = side, Type = price is null ? OrderType.Market : OrderType.Limit, LimitPrice = price };

        var denials = RiskGate.Check(intent, Given.Inputs with { Opposing = OwnOrders.None.With(other, new Price(50_500m)) });

        Assert.Equal(meets ? DenialSet.SelfTrade : DenialSet.None, denials);
    }

    [Fact]
    public void Check_OwnOrdersUnknownOrUnpriced_Denies()
    {
        var far = Given.Entry with { Type = OrderType.Limit, LimitPrice = new Price(49_500m) };

        Assert.Equal(DenialSet.SelfTrade, RiskGate.Check(far, Given.Inputs with { Opposing = null }));
        Assert.Equal(DenialSet.SelfTrade, RiskGate.Check(far, Given.Inputs with { Opposing = OwnOrders.None.With(OrderSide.Sell, null) }));
        Assert.Equal(DenialSet.None, RiskGate.Check(far, Given.Inputs with { Opposing = OwnOrders.None }));
    }

    [Fact]
    public void OwnOrders_Several_KeepTheNearest()
    {
        var selling = OwnOrders.None.With(OrderSide.Sell, new Price(10m)).With(OrderSide.Sell, new Price(9m)).With(OrderSide.Sell, new Price(11m));
        var buying = OwnOrders.None.With(OrderSide.Buy, new Price(10m)).With(OrderSide.Buy, new Price(11m)).With(OrderSide.Buy, new Price(9m));

        Assert.Equal((3, new Price(9m)), (selling.Count, selling.Nearest));
        Assert.Equal((3, new Price(11m)), (buying.Count, buying.Nearest));
    }

    [Fact]
    public void Check_ModeWithoutNewPositions_Denies() =>
        Assert.Equal(DenialSet.NewTradesNotAllowed, Given.Denials(Given.WithLimits(l => l with { AllowNewPositions = false })));

    [Theory]
    [InlineData(OrderPurpose.Exit)]
    [InlineData(OrderPurpose.Emergency)]
    public void Check_CloseWithNothingKnown_IsNotHeldBackByAnyOfThese(OrderPurpose purpose) =>
        Assert.Equal(DenialSet.None, RiskGate.Check(Given.Close(purpose), default));
}
