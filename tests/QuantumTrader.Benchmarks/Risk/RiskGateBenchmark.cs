using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Benchmarks.Risk;

/// <summary>The gate is asked twice for each order and must not be felt.</summary>
public static class RiskGateBenchmark
{
    private const double TargetNs = 1_500.0;
    private static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var (entry, close, allowing) = (Entry(), Close(), Allowing());
        var denying = allowing with { Mode = TradingMode.Halted, IsLeader = false, OpenPositions = 99, TotalNotional = new Usd(99_999m) };
        return
        [
            Measure.Call("RiskGate entry allowed", TargetNs, _ => (long)RiskGate.Check(entry, allowing)),
            Measure.Call("RiskGate entry denied", TargetNs, _ => (long)RiskGate.Check(entry, denying)),
            Measure.Call("RiskGate close", TargetNs, _ => (long)RiskGate.Check(close, default)),
        ];
    }

    private static OrderIntent Entry() => new()
    {
        ClientOrderId = ClientOrderId.Create("qt-1-1-e"),
        TradeId = TradeId.Create("1-1"),
        Symbol = Symbol.Create("BTCUSDT"),
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        Purpose = OrderPurpose.Entry,
        Quantity = new Quantity(0.013m),
        ReduceOnly = false,
        LimitPrice = new Price(50_012.3m),
        ReferencePrice = new Price(50_010.1m),
        Leverage = new Leverage(3m),
        Confidence = 0.7,
        CreatedAtUtc = Now,
    };

    private static OrderIntent Close() => Entry() with
    {
        Purpose = OrderPurpose.Exit,
        Side = OrderSide.Sell,
        ReduceOnly = true,
    };

    private static RiskInputs Allowing() => new()
    {
        NowUtc = Now,
        Policy = new PolicySnapshot(DefaultPolicy.Create(Now) with { ConcentrationMax = new Fraction(1m) }, Now),
        PolicyAgeMax = TimeSpan.FromSeconds(30),
        Mode = TradingMode.Active,
        Mark = new Freshness<Price>(new Price(50_009.87m), Now, TimeSpan.FromSeconds(10)),
        OpenPositions = 3,
        SymbolNotional = Usd.Zero,
        TotalNotional = new Usd(1_523.45m),
        Equity = new Freshness<Usd?>(new Usd(1_034.56789m), Now, TimeSpan.FromSeconds(10)),
        DayOpenEquity = new Usd(1_040.12m),
        Drawdown = DrawdownStatus.Normal,
        Opposing = OwnOrders.None.With(OrderSide.Sell, new Price(51_000m)),
        Throttle = new ThrottleFacts { IsKnown = true, Executions = 2 },
        MarginInUse = new Usd(301.17m),
        CapitalMax = new Usd(1_000_000m),
        MaintenanceMargin = new Fraction(0.005m),
        MaintenanceHeld = new Usd(7.62m),
        VenueLeverage = new Leverage(3m),
        Range = new MarkRange(new Price(49_950.1m), new Price(50_100.7m)),
        Governor = new GovernorVerdict
        {
            IsJudged = true,
            JudgedAtUtc = Now,
            ValidUntilUtc = Now.AddSeconds(15),
            SizeMultiplier = new Fraction(0.85m),
            LeverageMultiplier = new Fraction(0.85m),
            ExposureMultiplier = new Fraction(0.85m),
            ConfidenceMin = 0.6,
            PositionsMax = 6,
            PositionsMaxBy = SafetyModule.ActiveSlots,
            LeverageMax = new Leverage(10m),
            ConcentrationMax = new Fraction(1m),
        },
        LastEntryAtUtc = Now.AddMinutes(-5),
        EntriesInLastMinute = 2,
        NoStopAsked = true,
        JournalOk = true,
        IsLeader = true,
        Storage = StorageFacts.NotShared,
        StopLoss = new Fraction(0.015m),
        IntentAgeMax = TimeSpan.FromSeconds(2),
    };
}
