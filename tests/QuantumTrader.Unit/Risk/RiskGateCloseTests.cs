using CsCheck;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

public class RiskGateCloseTests
{
    public static TheoryData<OrderPurpose> Closing => [.. Enum.GetValues<OrderPurpose>().Where(p => p != OrderPurpose.Entry)];

    [Theory]
    [MemberData(nameof(Closing))]
    public void Check_CloseWithNothingKnown_Allows(OrderPurpose purpose) =>
        Assert.Equal(DenialSet.None, RiskGate.Check(Given.Close(purpose), default));

    [Theory]
    [MemberData(nameof(Closing))]
    public void Check_CloseDuringEmergency_Allows(OrderPurpose purpose)
    {
        var now = Given.WithPolicy(p => p with { EmergencyMode = true, AllowNewTrades = false }) with
        {
            Mode = TradingMode.Halted,
            IsLeader = false,
            JournalOk = false,
            SymbolBlocked = true,
            Drawdown = DrawdownStatus.Breached,
            TotalNotional = new Usd(decimal.MaxValue),
        };

        Assert.Equal(DenialSet.None, RiskGate.Check(Given.Close(purpose), now));
    }

    [Theory]
    [MemberData(nameof(Closing))]
    public void Check_CloseWithoutReduceOnly_Denies(OrderPurpose purpose) =>
        Assert.Equal(DenialSet.ReduceOnlyMissing, RiskGate.Check(Given.Close(purpose) with { ReduceOnly = false }, Given.Inputs));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Check_QuantityNotPositive_DeniesClosesAndEntries(int quantity)
    {
        var close = Given.Close(OrderPurpose.Exit) with { Quantity = new Quantity(quantity) };
        var entry = Given.Entry with { Quantity = new Quantity(quantity) };

        Assert.Equal(DenialSet.QuantityInvalid, RiskGate.Check(close, Given.Inputs));
        Assert.Equal(DenialSet.QuantityInvalid, RiskGate.Check(entry, Given.Inputs));
    }

    [Theory]
    [InlineData(OrderPurpose.Exit, OrderSide.Sell, PositionSide.Long, true)]
    [InlineData(OrderPurpose.Exit, OrderSide.Buy, PositionSide.Long, false)]
    [InlineData(OrderPurpose.Exit, OrderSide.Buy, PositionSide.Short, true)]
    [InlineData(OrderPurpose.Exit, OrderSide.Sell, PositionSide.Short, false)]
    [InlineData(OrderPurpose.Exit, OrderSide.Buy, PositionSide.Both, true)]
    [InlineData(OrderPurpose.Exit, (OrderSide)7, PositionSide.Both, false)]
    [InlineData(OrderPurpose.Exit, OrderSide.Sell, (PositionSide)7, false)]
    [InlineData(OrderPurpose.Entry, OrderSide.Buy, PositionSide.Long, true)]
    [InlineData(OrderPurpose.Entry, OrderSide.Sell, PositionSide.Long, false)]
    [InlineData(OrderPurpose.Entry, OrderSide.Sell, PositionSide.Short, true)]
    [InlineData(OrderPurpose.Entry, OrderSide.Buy, PositionSide.Short, false)]
    public void Check_SideAndLeg_MustFitThePurpose(OrderPurpose purpose, OrderSide side, PositionSide leg, bool fits)
    {
        var intent = (purpose == OrderPurpose.Entry ? Given.Entry : Given.Close(purpose)) with { Side = side, PositionSide = leg };

        Assert.Equal(fits ? DenialSet.None : DenialSet.SideInvalid, RiskGate.Check(intent, Given.Inputs));
    }

    [Fact]
    public void Check_ContradictoryIntent_IntentInvalid()
    {
        Assert.Equal(DenialSet.IntentInvalid, Given.Denials(Given.Entry with { ReduceOnly = true }));
        Assert.Equal(DenialSet.IntentInvalid, Given.Denials(Given.Entry with { Type = OrderType.StopMarket }));
        Assert.Equal(DenialSet.IntentInvalid, Given.Denials(Given.Entry with { Type = (OrderType)44 }));
        Assert.Equal(DenialSet.IntentInvalid, Given.Denials(Given.Entry with { Type = OrderType.Limit }));
        Assert.Equal(DenialSet.IntentInvalid, Given.Denials(Given.Entry with { Symbol = default }));
        Assert.Equal(DenialSet.IntentInvalid, Given.Denials(Given.Entry with { ClientOrderId = default }));
        Assert.Equal(DenialSet.IntentInvalid, Given.Denials(Given.Close((OrderPurpose)44)));
    }

    /// <summary>Whatever the circumstances, an order that may add risk never passes a closed gate.</summary>
    [Fact]
    public void Check_AnyOrderWhileHalted_OnlyReduceOnlyPasses() =>
        Gen.Select(Gen.Enum<OrderPurpose>(), Gen.Bool, Gen.Enum<OrderSide>(), Gen.Enum<PositionSide>(), Gen.Enum<OrderType>()).Sample((purpose, reduceOnly, side, leg, type) =>
        {
            var intent = Given.Entry with { Purpose = purpose, ReduceOnly = reduceOnly, Side = side, PositionSide = leg, Type = type, LimitPrice = new Price(50_000m) };
            var allowed = RiskGate.Check(intent, Given.Inputs with { Mode = TradingMode.Halted }) == DenialSet.None;
            return !allowed || (reduceOnly && purpose != OrderPurpose.Entry);
        });
}
