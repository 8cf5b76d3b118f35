using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

public class RiskGateLimitTests
{
    private const decimal Bit = 0.00000001m;

    [Theory]
    [InlineData(29, DenialSet.None)]
    [InlineData(30, DenialSet.MaxPositions)]
    [InlineData(31, DenialSet.MaxPositions)]
    [InlineData(-1, DenialSet.ExposureUnknown)]
    [InlineData(null, DenialSet.ExposureUnknown)]
    public void Check_OpenPositions_LeavesRoomForOneMore(int? open, DenialSet expected) =>
        Assert.Equal(expected, Given.Denials(Given.Inputs with { OpenPositions = open }));

    [Theory]
    [InlineData(19, DenialSet.None)]
    [InlineData(20, DenialSet.OrderRateExceeded)]
    [InlineData(-1, DenialSet.ExposureUnknown)]
    [InlineData(null, DenialSet.ExposureUnknown)]
    public void Check_EntriesInLastMinute_LeavesRoomForOneMore(int? sent, DenialSet expected) =>
        Assert.Equal(expected, Given.Denials(Given.Inputs with { EntriesInLastMinute = sent }));

    [Fact]
    public void Check_OrderNotional_AllowsExactlyTheCap()
    {
        // The cap is 1,000 USD; at a price of 50,000 that is 0.02.
        Assert.Equal(DenialSet.None, Given.Denials(Given.Entry with { Quantity = new Quantity(0.02m) }));
        Assert.Equal(DenialSet.OrderNotionalTooLarge, Given.Denials(Given.Entry with { Quantity = new Quantity(0.02m + Bit) }));
    }

    [Fact]
    public void Check_OrderNotional_LimitPriceCounts() =>
        Assert.Equal(DenialSet.OrderNotionalTooLarge, Given.Denials(Given.Entry with
        {
            Type = OrderType.Limit,
            Quantity = new Quantity(0.02m),
            LimitPrice = new Price(50_001m),
        }));

    [Fact]
    public void Check_SymbolNotional_AllowsExactlyTheLimit()
    {
        DenialSet Holding(decimal? held) => Given.Denials(Given.Inputs with { SymbolNotional = held is { } usd ? new Usd(usd) : null });

        Assert.Equal(DenialSet.None, Holding(1_500m));
        Assert.Equal(DenialSet.SymbolNotionalTooLarge, Holding(1_500m + Bit));
        Assert.Equal(DenialSet.SymbolNotionalTooLarge, Holding(-1_500m - Bit));
        Assert.Equal(DenialSet.ExposureUnknown, Holding(null));
    }

    [Fact]
    public void Check_TotalExposure_AllowsExactlyThreeTimesEquity()
    {
        DenialSet Holding(decimal? held) => Given.Denials(Given.Inputs with { TotalNotional = held is { } usd ? new Usd(usd) : null });

        Assert.Equal(DenialSet.None, Holding(2_500m));
        Assert.Equal(DenialSet.TotalExposureTooLarge, Holding(2_500m + Bit));
        Assert.Equal(DenialSet.TotalExposureTooLarge, Holding(-2_500m - Bit));
        Assert.Equal(DenialSet.ExposureUnknown, Holding(null));
    }

    [Theory]
    [InlineData("5", DenialSet.None)]
    [InlineData("5.00000001", DenialSet.LeverageTooHigh)]
    [InlineData("1", DenialSet.None)]
    [InlineData("0.99", DenialSet.LeverageInvalid)]
    [InlineData("0", DenialSet.LeverageInvalid | DenialSet.MarginUseTooLarge | DenialSet.CapitalMaxExceeded | DenialSet.LiquidationTooNear)]
    [InlineData("126", DenialSet.LeverageInvalid | DenialSet.LeverageTooHigh | DenialSet.LiquidationTooNear)]
    public void Check_Leverage_AllowsOneToTheLimit(string leverage, DenialSet expected) =>
        Assert.Equal(expected, Given.Denials(Given.Entry with { Leverage = new Leverage(decimal.Parse(leverage, System.Globalization.CultureInfo.InvariantCulture)) }));

    [Theory]
    [InlineData(0.5, DenialSet.None)]
    [InlineData(1.0, DenialSet.None)]
    [InlineData(0.49999999999, DenialSet.ConfidenceTooLow)]
    [InlineData(1.00000000001, DenialSet.ConfidenceInvalid)]
    [InlineData(double.PositiveInfinity, DenialSet.ConfidenceInvalid)]
    [InlineData(double.NaN, DenialSet.ConfidenceInvalid | DenialSet.ConfidenceTooLow)]
    [InlineData(-0.1, DenialSet.ConfidenceInvalid | DenialSet.ConfidenceTooLow)]
    public void Check_Confidence_NeedsANumberFromTheMinimumToOne(double confidence, DenialSet expected) =>
        Assert.Equal(expected, Given.Denials(Given.Entry with { Confidence = confidence }));

    [Fact]
    public void Check_Collar_AllowsExactlyTwoPerCent()
    {
        DenialSet Asking(decimal limit) => Given.Denials(Given.Entry with { Type = OrderType.Limit, LimitPrice = new Price(limit) });
        DenialSet Deciding(decimal reference) => Given.Denials(Given.Entry with { ReferencePrice = new Price(reference) });

        Assert.Equal(DenialSet.None, Asking(51_000m));
        Assert.Equal(DenialSet.None, Asking(49_000m));
        Assert.Equal(DenialSet.PriceOutsideCollar, Asking(51_000m + Bit));
        Assert.Equal(DenialSet.PriceOutsideCollar, Asking(49_000m - Bit));
        Assert.Equal(DenialSet.None, Deciding(51_000m));
        Assert.Equal(DenialSet.PriceOutsideCollar, Deciding(51_000m + Bit));
        Assert.Equal(DenialSet.PriceOutsideCollar, Deciding(49_000m - Bit));
    }

    [Fact]
    public void Check_PriceNotPositive_PriceInvalid()
    {
        var noMark = Given.Inputs with { Mark = new Freshness<Price>(default, Given.Now, TimeSpan.FromSeconds(10)) };

        Assert.True(Given.Denials(noMark).HasFlag(DenialSet.PriceInvalid));
        Assert.True(Given.Denials(Given.Entry with { ReferencePrice = default }).HasFlag(DenialSet.PriceInvalid));
        Assert.True(Given.Denials(Given.Entry with { ReferencePrice = new Price(-1m) }).HasFlag(DenialSet.PriceInvalid));
        Assert.True(Given.Denials(Given.Entry with { Type = OrderType.Limit, LimitPrice = default(Price) }).HasFlag(DenialSet.PriceInvalid));
    }

    [Fact]
    public void Check_Duplicate_AllowsExactlyTheWindow()
    {
        DenialSet After(TimeSpan elapsed) => Given.Denials(Given.Inputs with { LastEntryAtUtc = Given.Now - elapsed });

        Assert.Equal(DenialSet.None, After(TimeSpan.FromSeconds(5)));
        Assert.Equal(DenialSet.DuplicateOrder, After(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1)));
        Assert.Equal(DenialSet.DuplicateOrder, After(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void Check_RiskPerTrade_AllowsExactlyTheShare()
    {
        // 500 USD x 3 % = 15 USD = 1.5 % of 1,000 USD.
        DenialSet Stop(decimal share) => Given.Denials(Given.Inputs with { StopLoss = new Fraction(share) });

        Assert.Equal(DenialSet.None, Stop(0.03m));
        Assert.Equal(DenialSet.RiskPerTradeTooLarge, Stop(0.03m + Bit));
        Assert.Equal(DenialSet.StopLossInvalid, Stop(0m));
        Assert.Equal(DenialSet.StopLossInvalid, Stop(-0.01m));
        Assert.Equal(DenialSet.StopLossInvalid | DenialSet.RiskPerTradeTooLarge | DenialSet.LiquidationTooNear, Stop(1m));
    }

    [Fact]
    public void Check_DailyLoss_DeniesAtExactlyTheLimit()
    {
        DenialSet With(decimal equity) => Given.Denials(Given.WithEquity(equity));

        Assert.Equal(DenialSet.None, With(950m + Bit));
        Assert.Equal(DenialSet.DailyLossLimit, With(950m));
        Assert.Equal(DenialSet.DailyLossLimit, With(949m));
        Assert.Equal(DenialSet.DayOpenUnknown, Given.Denials(Given.Inputs with { DayOpenEquity = null }));
        Assert.True(Given.Denials(Given.Inputs with { DayOpenEquity = Usd.Zero }).HasFlag(DenialSet.DayOpenUnknown));
    }

    [Fact]
    public void Check_Equity_MissingStaleOrNotPositiveDenies()
    {
        Assert.Equal(DenialSet.EquityUnknown, Given.Denials(Given.WithEquity(null)));
        Assert.True(Given.Denials(Given.WithEquity(0m)).HasFlag(DenialSet.EquityNotPositive));
        Assert.True(Given.Denials(Given.WithEquity(-1m)).HasFlag(DenialSet.EquityNotPositive));
        Assert.Equal(DenialSet.EquityUnknown, Given.Denials(Given.Inputs with { Equity = Given.Inputs.Equity with { AtUtc = null } }));

        DenialSet At(TimeSpan age) => Given.Denials(Given.Inputs with { Equity = Given.Inputs.Equity with { AtUtc = Given.Now - age } });
        Assert.Equal(DenialSet.None, At(TimeSpan.FromSeconds(10)));
        Assert.Equal(DenialSet.EquityStale, At(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(1)));
        Assert.Equal(DenialSet.EquityStale, At(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Check_AbsurdNumbers_DenyInsteadOfThrowing()
    {
        var huge = Given.Entry with { Quantity = new Quantity(decimal.MaxValue) };
        var held = Given.Inputs with { TotalNotional = new Usd(decimal.MaxValue), Equity = Given.Inputs.Equity with { Value = new Usd(decimal.MaxValue) } };

        Assert.Equal(DenialSet.ArithmeticOverflow, Given.Denials(huge));
        Assert.Equal(DenialSet.ArithmeticOverflow, Given.Denials(held));
    }
}
