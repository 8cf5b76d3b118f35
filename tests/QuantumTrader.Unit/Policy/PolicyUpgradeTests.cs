using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Unit.Policy;

public class PolicyUpgradeTests
{
    private static readonly TradingPolicy Calm = DefaultPolicy.Create(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Read_OlderDocument_HasTheDefaultsOfWhatItDoesNotName()
    {
        var read = PolicyJson.Read(OlderDocument.Of(Calm));

        Assert.Equal(Calm with { Modes = read.Modes }, read);
        Assert.Equal(Calm.Modes.OrderBy(m => m.Key), read.Modes.OrderBy(m => m.Key));
        Assert.Empty(PolicyValidator.Validate(read));
    }

    [Fact]
    public void Read_OlderDocumentWithLessLeverageThanTheDefaultMinimum_StaysInRange()
    {
        var modes = Calm.Modes.ToDictionary(m => m.Key, m => m.Value with { LeverageMin = new Leverage(0.5m), LeverageMax = new Leverage(0.8m) });

        var read = PolicyJson.Read(OlderDocument.Of(Calm with { Modes = modes }));

        Assert.All(read.Modes.Values, m => Assert.Equal(new Leverage(0.8m), m.LeverageMin));
        Assert.Empty(PolicyValidator.Validate(read));
    }

    [Fact]
    public void Read_WrittenNow_KeepsEveryField()
    {
        var policy = Calm with
        {
            EmergencyTrigger = "MANUAL",
            NewTradesBeforeEmergency = false,
            AllTimeDrawdownLimit = new Fraction(0.3m),
            LossVelocityMax = new Usd(7m),
            ConcentrationMax = new Fraction(0.4m),
            MarginUseMax = new Fraction(0.5m),
            LiquidationDistanceMin = new Fraction(0.06m),
            WindowCollar = new Fraction(0.07m),
            WindowCollarSpan = TimeSpan.FromMinutes(2),
            RepeatedExecutionsMax = 3,
            RepeatedExecutionWindow = TimeSpan.FromMinutes(3),
            UpdateReason = "a test",
            Modes = Calm.Modes.ToDictionary(m => m.Key, m => m.Value with { AllowNewPositions = false, EnablePal = false, EnableDynamicTpsl = false }),
        };

        var read = PolicyJson.Read(PolicyJson.Write(policy));

        Assert.Equal(policy with { Modes = read.Modes }, read);
        Assert.Equal(policy.Modes.OrderBy(m => m.Key), read.Modes.OrderBy(m => m.Key));
    }

    [Fact]
    public void Read_TemporaryValues_AreKept()
    {
        TemporaryValue[] temporary = [new("PriceCollar", "0.02", DateTimeOffset.UnixEpoch.AddHours(1))];

        Assert.Equal(temporary, PolicyJson.Read(PolicyJson.Write(Calm with { Temporary = temporary })).Temporary);
    }

    [Fact]
    public void Read_TheSameFieldTwice_IsRefused() => Assert.Throws<FormatException>(() =>
        PolicyJson.Read(PolicyJson.Write(Calm).Replace("\"PriceCollar\"", "\"PriceCollar\":0.5,\"PriceCollar\"", StringComparison.Ordinal)));
}
