using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Policy;

public class PolicyValidatorTests
{
    private static readonly TradingPolicy Sound = DefaultPolicy.Create(DateTimeOffset.UnixEpoch);

    public static TheoryData<string, TradingPolicy> Broken => new()
    {
        { "Version must be at least 1, but is 0.", Sound with { Version = 0 } },
        { "SymbolNotionalMax must be above 0 USD, but is 0.", Sound with { SymbolNotionalMax = Usd.Zero } },
        { "TotalExposureMax must be above 0 and at most 125 (times equity), but is 125.1.", Sound with { TotalExposureMax = new Fraction(125.1m) } },
        { "PriceCollar must be above 0 and below 1, but is 1.", Sound with { PriceCollar = Fraction.One } },
        { "EntriesPerMinuteMax must be at least 1, but is 0.", Sound with { EntriesPerMinuteMax = 0 } },
        { "DuplicateWindow must be zero or longer, but is -00:00:01.", Sound with { DuplicateWindow = TimeSpan.FromSeconds(-1) } },
        { "DataAgeMax must be longer than zero, but is 00:00:00.", Sound with { DataAgeMax = TimeSpan.Zero } },
        { "DrawdownLimit must be above 0 and at most 1, but is 10.", Sound with { DrawdownLimit = new Fraction(10m) } },
        { "AllTimeDrawdownLimit must be above 0 and at most 1, but is 0.", Sound with { AllTimeDrawdownLimit = Fraction.Zero } },
        { "LossVelocityMax must be above 0 USD a minute, but is 0.", Sound with { LossVelocityMax = Usd.Zero } },
        { "ConcentrationMax must be above 0 and at most 125 (times equity), but is 0.", Sound with { ConcentrationMax = Fraction.Zero } },
        { "MarginUseMax must be above 0 and at most 1, but is 1.01.", Sound with { MarginUseMax = new Fraction(1.01m) } },
        { "LiquidationDistanceMin must be 0 or more and below 1, but is -0.01.", Sound with { LiquidationDistanceMin = new Fraction(-0.01m) } },
        { "LiquidationDistanceMin must be 0 or more and below 1, but is 1.", Sound with { LiquidationDistanceMin = Fraction.One } },
        { "WindowCollar must be above 0 and below 1, but is 1.", Sound with { WindowCollar = Fraction.One } },
        { "WindowCollarSpan must be longer than zero and at most an hour, but is 01:00:01.", Sound with { WindowCollarSpan = new TimeSpan(1, 0, 1) } },
        { "RepeatedExecutionsMax must be 1 to 1000, but is 0.", Sound with { RepeatedExecutionsMax = 0 } },
        { "RepeatedExecutionWindow must be longer than zero and at most a day, but is 00:00:00.", Sound with { RepeatedExecutionWindow = TimeSpan.Zero } },
        { "UpdatedBy must be a name, but is empty.", Sound with { UpdatedBy = " " } },
        { "Modes must be limits for AGGRESSIVE_SMALL_ACCOUNT, NORMAL or DEFENSIVE, but is missing.", Sound with { Modes = null! } },
        { "ActiveMode must be a mode that Modes has limits for, but is 7.", Sound with { ActiveMode = (RiskMode)7 } },
        { "Modes.NORMAL must be a set of limits, but is missing.", With(_ => null!) },
        { "Modes.NORMAL.LeverageMin must be above 0 and at most LeverageMax, but is 5.1.", With(l => l with { LeverageMin = new Leverage(5.1m) }) },
        { "Modes.NORMAL.LeverageMin must be above 0 and at most LeverageMax, but is 0.", With(l => l with { LeverageMin = default }) },
        { "Modes.NORMAL.LeverageMax must be above 0 and at most 125, but is 126.", With(l => l with { LeverageMax = new Leverage(126m) }) },
        { "Modes.NORMAL.LeverageMax must be above 0 and at most 125, but is 0.", With(l => l with { LeverageMax = default }) },
        { "Modes.NORMAL.RiskPerTradeMax must be above 0 and at most 1, but is 1.01.", With(l => l with { RiskPerTradeMax = new Fraction(1.01m) }) },
        { "Modes.NORMAL.DailyDrawdownMax must be above 0 and at most 1, but is 5.", With(l => l with { DailyDrawdownMax = new Fraction(5m) }) },
        { "Modes.NORMAL.PositionsMax must be 1 to 100, but is 101.", With(l => l with { PositionsMax = 101 }) },
        { "Modes.NORMAL.ConfidenceMin must be 0 to 1, but is NaN.", With(l => l with { ConfidenceMin = double.NaN }) },
        { "Modes.NORMAL.ScalingFactor must be above 0 and at most 2, but is 2.1.", With(l => l with { ScalingFactor = new Fraction(2.1m) }) },
        { "Modes.NORMAL.PositionSizeCap must be above 0 USD, but is -1.", With(l => l with { PositionSizeCap = new Usd(-1m) }) },
    };

    [Fact]
    public void Validate_DefaultPolicy_HasNoProblem()
    {
        Assert.Empty(PolicyValidator.Validate(Sound));
        Assert.True(PolicyValidator.IsUsable(Sound));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Validate_OneFieldOutOfRange_NamesFieldRangeAndValue(string expected, TradingPolicy policy)
    {
        Assert.Equal([expected], PolicyValidator.Validate(policy).Select(p => p.ToString()));
        // Who wrote a policy does not matter to the gate; everything else does.
        Assert.Equal(expected.StartsWith("UpdatedBy", StringComparison.Ordinal), PolicyValidator.IsUsable(policy));
    }

    [Fact]
    public void Validate_EmergencyWithoutIdOrWithNewTrades_IsAProblem()
    {
        var problems = PolicyValidator.Validate(Sound with { EmergencyMode = true });

        Assert.Equal(["AllowNewTrades", "EmergencyId"], problems.Select(p => p.Field));
    }

    [Fact]
    public void Create_Default_HasThePublishedLimits()
    {
        var modes = Sound.Modes;

        Assert.Equal(RiskMode.Normal, Sound.ActiveMode);
        Assert.Equal((7m, 0.03m, 0.06m, 15, 0.45, 1.5m, 300m, true), Numbers(modes[RiskMode.AggressiveSmallAccount]));
        Assert.Equal((5m, 0.015m, 0.05m, 30, 0.50, 1.0m, 1_000m, true), Numbers(modes[RiskMode.Normal]));
        Assert.Equal((3m, 0.0075m, 0.03m, 10, 0.60, 0.7m, 500m, false), Numbers(modes[RiskMode.Defensive]));
        Assert.Equal((2m, 1m, 1m), (modes[RiskMode.AggressiveSmallAccount].LeverageMin.Value, modes[RiskMode.Normal].LeverageMin.Value, modes[RiskMode.Defensive].LeverageMin.Value));
        Assert.Equal((true, true, false), (modes[RiskMode.AggressiveSmallAccount].EnableRetraining, modes[RiskMode.Normal].EnableRetraining, modes[RiskMode.Defensive].EnableRetraining));
        Assert.All(modes.Values, m => Assert.True(m is { AllowNewPositions: true, EnableRl: true, EnableMetaStrategy: true, EnablePal: true, EnablePba: true, EnableDynamicTpsl: true }));
        Assert.Equal(new Fraction(0.10m), Sound.DrawdownLimit);
        Assert.Equal((0.20m, 100m, 0.30m, 0.65m), (Sound.AllTimeDrawdownLimit.Value, Sound.LossVelocityMax.Value, Sound.ConcentrationMax.Value, Sound.MarginUseMax.Value));
        Assert.Equal((0.05m, 0.05m, 60.0), (Sound.LiquidationDistanceMin.Value, Sound.WindowCollar.Value, Sound.WindowCollarSpan.TotalSeconds));
        Assert.Equal((10, 60.0), (Sound.RepeatedExecutionsMax, Sound.RepeatedExecutionWindow.TotalSeconds));
        Assert.True(Sound.CanOpenNewTrades);
    }

    [Theory]
    [InlineData("NORMAL", RiskMode.Normal)]
    [InlineData("DEFENSIVE", RiskMode.Defensive)]
    [InlineData("AGGRESSIVE_SMALL_ACCOUNT", RiskMode.AggressiveSmallAccount)]
    public void RiskModeNames_RoundTrip(string name, RiskMode mode)
    {
        Assert.Equal(name, RiskModeNames.NameOf(mode));
        Assert.True(RiskModeNames.TryParse(name, out var parsed));
        Assert.Equal(mode, parsed);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("AGGRESSIVE")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData(null)]
    public void RiskModeNames_NearMiss_IsRefused(string? name) => Assert.False(RiskModeNames.TryParse(name, out _));

    private static TradingPolicy With(Func<RiskModeLimits, RiskModeLimits> change) =>
        Sound with { Modes = new Dictionary<RiskMode, RiskModeLimits>(Sound.Modes) { [RiskMode.Normal] = change(Sound.Limits) } };

    private static (decimal, decimal, decimal, int, double, decimal, decimal, bool) Numbers(RiskModeLimits l) =>
        (l.LeverageMax.Value, l.RiskPerTradeMax.Value, l.DailyDrawdownMax.Value, l.PositionsMax, l.ConfidenceMin, l.ScalingFactor.Value, l.PositionSizeCap.Value, l.EnableClm);
}
