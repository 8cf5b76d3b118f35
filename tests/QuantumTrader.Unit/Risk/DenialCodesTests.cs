using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Risk;

public class DenialCodesTests
{
    public static TheoryData<DenialSet> EachReason => [.. DenialCodes.All];

    [Theory]
    [InlineData(DenialSet.PolicyStale, "POLICY_STALE")]
    [InlineData(DenialSet.ModeReduceOnly, "MODE_REDUCE_ONLY")]
    [InlineData(DenialSet.Standby, "STANDBY")]
    [InlineData(DenialSet.ArithmeticOverflow, "ARITHMETIC_OVERFLOW")]
    public void CodeOf_OneReason_UpperSnakeCase(DenialSet reason, string code) => Assert.Equal(code, DenialCodes.CodeOf(reason));

    [Theory]
    [InlineData(DenialSet.None)]
    [InlineData(DenialSet.PolicyStale | DenialSet.Standby)]
    [InlineData((DenialSet)(1UL << 63))]
    public void CodeOf_NotOneKnownReason_Throws(DenialSet reason) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DenialCodes.CodeOf(reason));

    [Fact]
    public void CodesOf_Several_AllInOrder() =>
        Assert.Equal(["POLICY_STALE", "STANDBY"], DenialCodes.CodesOf(DenialSet.Standby | DenialSet.PolicyStale));

    [Theory]
    [MemberData(nameof(EachReason))]
    public void EachReason_HasARecordOfItsCodeWithADetail(DenialSet reason)
    {
        foreach (var inputs in new[] { Given.Inputs, default })
        {
            var explained = Assert.Single(RiskGate.Explain(reason, Given.Entry, inputs));

            Assert.Equal(DenialCodes.CodeOf(reason), explained.Code);
            Assert.False(string.IsNullOrWhiteSpace(explained.Detail));
            Assert.Equal($"{explained.Code}: {explained.Detail}", explained.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(EachReason))]
    public void EachReason_HasARunbook(DenialSet reason)
    {
        var code = DenialCodes.CodeOf(reason);
        var page = Path.Combine(Repository.Root, DenialCodes.RunbookOf(code));

        Assert.True(File.Exists(page), $"{page} is missing.");
        var text = File.ReadAllText(page);
        Assert.StartsWith($"# {code}\n", text, StringComparison.Ordinal);
        Assert.Contains("## What it means for the money", text, StringComparison.Ordinal);
        Assert.Contains("## What to do", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryReason_CanBeReached()
    {
        var reached = Troubles().Aggregate(DenialSet.None, (all, trouble) => all | RiskGate.Check(trouble.Intent, trouble.Now));

        Assert.All(DenialCodes.All, reason => Assert.True(reached.HasFlag(reason), $"{reason} was not reached."));
    }

    [Fact]
    public void EveryRecord_BelongsToAReason()
    {
        var records = typeof(DenialReason).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(DenialReason)));

        Assert.Equal(DenialCodes.All.Count, records);
    }

    [Fact]
    public void Explain_CarriesTheNumbers()
    {
        var intent = Given.Entry with { Leverage = new Leverage(9m) };

        Assert.Equal([new LeverageTooHigh(new Leverage(9m), new Leverage(5m))], RiskGate.Explain(DenialSet.LeverageTooHigh, intent, Given.Inputs));
        Assert.Equal("Leverage 9 was asked for; at most 5 is allowed.", new LeverageTooHigh(new Leverage(9m), new Leverage(5m)).Detail);
    }

    [Fact]
    public void Explain_StalePolicy_SaysAgeAndLimit()
    {
        var now = Given.Inputs with { Policy = new PolicySnapshot(Given.Policy, Given.Now.AddSeconds(-31)) };

        var reason = Assert.Single(RiskGate.Explain(RiskGate.Check(Given.Entry, now), Given.Entry, now));

        Assert.Equal(new PolicyStale(TimeSpan.FromSeconds(31), TimeSpan.FromSeconds(30)), reason);
        Assert.Equal("The policy was last proved current 31 s ago; at most 30 s is allowed.", reason.Detail);
    }

    private const DenialSet Modules =
        DenialSet.DirectiveFailed | DenialSet.SelfHealingDenied | DenialSet.RiskGuardDenied | DenialSet.ActiveSlotsFull | DenialSet.HedgeFundOsDenied;

    private static IEnumerable<(OrderIntent Intent, RiskInputs Now)> Troubles()
    {
        yield return (Given.Entry, default);
        yield return (Given.Entry, Given.Inputs with { Policy = new PolicySnapshot(Given.Policy with { EmergencyMode = true, AllowNewTrades = false }, null) });
        yield return (Given.Entry, Given.WithLimits(l => l with { ConfidenceMin = double.NaN }));
        yield return (Given.Entry, Given.Inputs with { Mode = TradingMode.Halted, Drawdown = DrawdownStatus.Breached, SymbolBlocked = true });
        yield return (Given.Entry, Given.Inputs with { Mode = TradingMode.ReduceOnly, LastEntryAtUtc = Given.Now, EntriesInLastMinute = 20, OpenPositions = 30 });
        yield return (Given.Entry, Given.Inputs with { Mark = new Freshness<Price>(new Price(1m), Given.Now.AddMinutes(-1), default), SymbolNotional = new Usd(9_999m), TotalNotional = new Usd(9_999m) });
        yield return (Given.Entry with { Quantity = new Quantity(99m), Confidence = double.NaN, Leverage = new Leverage(500m) }, Given.WithEquity(-1m) with { StopLoss = Fraction.One });
        yield return (Given.Entry, Given.Inputs with { Equity = Given.Inputs.Equity with { AtUtc = Given.Now.AddDays(-1) } });
        yield return (Given.Entry with { Quantity = new Quantity(decimal.MaxValue) }, Given.Inputs);
        yield return (Given.Entry, Given.WithPolicy(p => p with { ConcentrationMax = new Fraction(0.01m), MarginUseMax = new Fraction(0.01m) }) with { MarginInUse = new Usd(1m), CapitalMax = default, MaintenanceMargin = default, Range = default, Correlation = default });
        yield return (Given.Entry, Given.Inputs with { Governor = Given.Agreed with { ValidUntilUtc = Given.Now.AddTicks(-1), Denials = Modules } });
        yield return (Given.Close(OrderPurpose.Exit) with { ReduceOnly = false, Quantity = default, PositionSide = PositionSide.Short, Symbol = default }, Given.Inputs);
    }
}
