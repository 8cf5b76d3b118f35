using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

public class RiskGateStateTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void Check_SoundEntry_Allows() => Assert.Equal(DenialSet.None, Given.Denials(Given.Inputs));

    [Fact]
    public void Check_DefaultInputs_DeniesWithEveryMissingThing()
    {
        var denials = Given.Denials(default(RiskInputs));

        const DenialSet Expected = DenialSet.PolicyMissing | DenialSet.DataNever | DenialSet.PriceInvalid | DenialSet.ExposureUnknown
            | DenialSet.EquityUnknown | DenialSet.DayOpenUnknown | DenialSet.DrawdownUnconfirmed | DenialSet.JournalUnavailable
            | DenialSet.Standby | DenialSet.StopLossInvalid | DenialSet.IntentTooOld | DenialSet.RedisUnavailable | DenialSet.BacklogTooLarge
            | DenialSet.SelfTrade | DenialSet.RepeatedExecution | DenialSet.LeverageNotVerified | DenialSet.DirectiveMissing
            | DenialSet.EmergencyActive;
        Assert.Equal(Expected, denials);
    }

    [Fact]
    public void Check_NoPolicy_PolicyMissing()
    {
        Assert.Equal(DenialSet.PolicyMissing, Given.Denials(Given.Inputs with { Policy = default }));
        Assert.Equal(DenialSet.PolicyMissing, Given.Denials(Given.Inputs with { Policy = PolicySnapshot.Never }));
    }

    [Fact]
    public void Check_PolicyAge_DeniesPastTheLimitOnly()
    {
        DenialSet At(TimeSpan age) => Given.Denials(Given.Inputs with { Policy = new PolicySnapshot(Given.Policy, Given.Now - age) });

        Assert.Equal(DenialSet.None, At(TimeSpan.FromSeconds(30) - Tick));
        Assert.Equal(DenialSet.None, At(TimeSpan.FromSeconds(30)));
        Assert.Equal(DenialSet.PolicyStale, At(TimeSpan.FromSeconds(30) + Tick));
        Assert.Equal(DenialSet.PolicyStale, At(-Tick));
        Assert.Equal(DenialSet.PolicyStale, Given.Denials(Given.Inputs with { Policy = new PolicySnapshot(Given.Policy, null) }));
    }

    [Theory]
    [InlineData(TradingMode.Active, DenialSet.None)]
    [InlineData(TradingMode.ReduceOnly, DenialSet.ModeReduceOnly)]
    [InlineData(TradingMode.Halted, DenialSet.ModeHalted)]
    [InlineData((TradingMode)99, DenialSet.ModeHalted)]
    public void Check_Mode_DeniesUnlessActive(TradingMode mode, DenialSet expected) =>
        Assert.Equal(expected, Given.Denials(Given.Inputs with { Mode = mode }));

    [Fact]
    public void Check_StopAskedThatThePolicyDoesNotShowYet_Denies() =>
        Assert.Equal(DenialSet.EmergencyActive, Given.Denials(Given.Inputs with { NoStopAsked = false }));

    [Fact]
    public void Check_Emergency_DeniesAlsoWhenNewTradesAreStillAllowed()
    {
        var emergency = Given.WithPolicy(p => p with { EmergencyMode = true, EmergencyId = Guid.Empty });

        Assert.Equal(DenialSet.EmergencyActive, Given.Denials(emergency));
        Assert.Equal(DenialSet.NewTradesNotAllowed, Given.Denials(Given.WithPolicy(p => p with { AllowNewTrades = false })));
    }

    [Fact]
    public void Check_PolicyOutOfRange_PolicyInvalidAndNoThrow()
    {
        Assert.Equal(DenialSet.PolicyInvalid, Given.Denials(Given.WithLimits(l => l with { ConfidenceMin = double.NaN })));
        Assert.Equal(DenialSet.PolicyInvalid, Given.Denials(Given.WithPolicy(p => p with { ActiveMode = (RiskMode)9 })));
        Assert.Equal(DenialSet.PolicyInvalid, Given.Denials(Given.WithPolicy(p => p with { Modes = null! })));
        Assert.Equal(DenialSet.PolicyInvalid, Given.Denials(Given.WithLimits(_ => null!)));
    }

    [Fact]
    public void Check_MarkAge_DeniesPastTheTighterLimit()
    {
        DenialSet At(TimeSpan age, int markAgeMax, int policyAgeMax) => Given.Denials(Given.WithPolicy(p => p with { DataAgeMax = TimeSpan.FromSeconds(policyAgeMax) }) with
        {
            Mark = new Freshness<Price>(new Price(50_000m), Given.Now - age, TimeSpan.FromSeconds(markAgeMax)),
        });

        Assert.Equal(DenialSet.None, At(TimeSpan.FromSeconds(10), 10, 10));
        Assert.Equal(DenialSet.DataStale, At(TimeSpan.FromSeconds(10) + Tick, 10, 99));
        Assert.Equal(DenialSet.DataStale, At(TimeSpan.FromSeconds(10) + Tick, 99, 10));
        Assert.Equal(DenialSet.DataStale, At(-Tick, 10, 10));
        Assert.Equal(DenialSet.DataNever, Given.Denials(Given.Inputs with { Mark = Given.Inputs.Mark with { AtUtc = null } }));
    }

    [Fact]
    public void Check_IntentAge_DeniesPastTheLimitAndFromTheFuture()
    {
        DenialSet At(TimeSpan age) => Given.Denials(Given.Entry with { CreatedAtUtc = Given.Now - age });

        Assert.Equal(DenialSet.None, At(TimeSpan.FromSeconds(2) - Tick));
        Assert.Equal(DenialSet.None, At(TimeSpan.FromSeconds(2)));
        Assert.Equal(DenialSet.IntentTooOld, At(TimeSpan.FromSeconds(2) + Tick));
        Assert.Equal(DenialSet.IntentTooOld, At(-Tick));
    }

    [Fact]
    public void Check_EngineTroubles_EachHasItsCode()
    {
        Assert.Equal(DenialSet.SymbolBlocked, Given.Denials(Given.Inputs with { SymbolBlocked = true }));
        Assert.Equal(DenialSet.JournalUnavailable, Given.Denials(Given.Inputs with { JournalOk = false }));
        Assert.Equal(DenialSet.Standby, Given.Denials(Given.Inputs with { IsLeader = false }));
        Assert.Equal(DenialSet.RedisUnavailable, Given.Denials(Given.Inputs with { Storage = StorageFacts.NotShared with { IsReady = false } }));
        Assert.Equal(DenialSet.RedisUnavailable | DenialSet.BacklogTooLarge, Given.Denials(Given.Inputs with { Storage = default }));
    }

    [Theory]
    [InlineData(999L, DenialSet.None)]
    [InlineData(1_000L, DenialSet.None)]
    [InlineData(1_001L, DenialSet.BacklogTooLarge)]
    [InlineData(null, DenialSet.BacklogTooLarge)]
    public void Check_Backlog_DeniesAboveTheLimitAndWhenItIsNotKnown(long? backlog, DenialSet expected) =>
        Assert.Equal(expected, Given.Denials(Given.Inputs with { Storage = new StorageFacts { IsReady = true, Backlog = backlog, BacklogMax = 1_000 } }));

    [Theory]
    [InlineData(DrawdownStatus.Normal, DenialSet.None)]
    [InlineData(DrawdownStatus.Unknown, DenialSet.DrawdownUnconfirmed)]
    [InlineData(DrawdownStatus.Suspected, DenialSet.DrawdownUnconfirmed)]
    [InlineData(DrawdownStatus.Breached, DenialSet.DrawdownLimit)]
    [InlineData((DrawdownStatus)99, DenialSet.DrawdownUnconfirmed)]
    public void Check_Drawdown_DeniesUnlessNormal(DrawdownStatus status, DenialSet expected) =>
        Assert.Equal(expected, Given.Denials(Given.Inputs with { Drawdown = status }));

    [Fact]
    public void Check_SeveralTroubles_AllAreReported()
    {
        var now = Given.WithEquity(null) with { IsLeader = false, Mode = TradingMode.Halted };

        Assert.Equal(DenialSet.EquityUnknown | DenialSet.Standby | DenialSet.ModeHalted, Given.Denials(now));
    }
}
