using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.DryRun;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Policy;

public class DryRunTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset From = Now.AddHours(-24);
    private static readonly TradingPolicy Calm = DefaultPolicy.Create(Now.AddDays(-30));
    private readonly SeededIds _ids = new(1);
    private int _trade;

    [Theory]
    [InlineData("0.6", DryRunOutcome.Unchanged)] // exactly at the limit
    [InlineData("0.61", DryRunOutcome.NowDenied)]
    public void Allowed_UnderATighterConfidence_IsDeniedByThatCode(string confidence, DryRunOutcome expected)
    {
        var run = Run(Change("Modes.NORMAL.ConfidenceMin", confidence), Entry(At(1), confidence: 0.6));

        Assert.Equal(1, run.CountOf(expected));
        Assert.Equal(expected == DryRunOutcome.Unchanged ? [] : [new DryRunCode(DryRunOutcome.NowDenied, "CONFIDENCE_TOO_LOW", 1)], run.Codes);
    }

    [Fact]
    public void Denied_UnderALooserConfidence_IsAllowed()
    {
        var run = Run(Change("Modes.NORMAL.ConfidenceMin", "0.4"), Entry(At(1), confidence: 0.45, "CONFIDENCE_TOO_LOW"), Entry(At(2), confidence: 0.39, "CONFIDENCE_TOO_LOW"));

        Assert.Equal((2, 1, 1), (run.Entries, run.CountOf(DryRunOutcome.NowAllowed), run.CountOf(DryRunOutcome.Unchanged)));
    }

    [Fact]
    public void Denied_ForWhatThePolicyDoesNotSayAsWell_StaysDenied() =>
        Assert.Equal(1, Run(Change("Modes.NORMAL.ConfidenceMin", "0.4"), Entry(At(1), 0.45, "CONFIDENCE_TOO_LOW", "EQUITY_STALE")).CountOf(DryRunOutcome.Unchanged));

    [Fact]
    public void Denied_ForACodeOfANewerProgram_StaysDenied() =>
        Assert.Equal(1, Run(Change("Modes.NORMAL.ConfidenceMin", "0.4"), Entry(At(1), 0.45, "SOMETHING_NEW")).CountOf(DryRunOutcome.Unchanged));

    [Theory]
    [InlineData("Modes.NORMAL.PositionsMax", "40", "MAX_POSITIONS")] // how many there were is not in the journal
    [InlineData("TotalExposureMax", "4", "TOTAL_EXPOSURE_TOO_LARGE")]
    [InlineData("PriceCollar", "0.03", "PRICE_OUTSIDE_COLLAR")]
    public void Denied_WhereTheJournalDoesNotHoldTheNumbers_IsUnknownAndNotGuessed(string path, string value, string code)
    {
        var run = Run(Change(path, value), Entry(At(1), 0.7, code));

        Assert.Equal([new DryRunCode(DryRunOutcome.Unknown, code, 1)], run.Codes);
    }

    [Theory]
    [InlineData("REPEATED_EXECUTION", "RepeatedExecutionsMax", "20", "2")]
    [InlineData("REPEATED_EXECUTION", "RepeatedExecutionWindow", "00:00:30", "00:10:00")]
    [InlineData("CONCENTRATION_TOO_LARGE", "ConcentrationMax", "0.4", "0.2")]
    [InlineData("MARGIN_USE_TOO_LARGE", "MarginUseMax", "0.7", "0.5")]
    [InlineData("LIQUIDATION_TOO_NEAR", "LiquidationDistanceMin", "0.01", "0.06")]
    [InlineData("MARK_MOVED_TOO_FAR", "WindowCollar", "0.1", "0.02")]
    [InlineData("MARK_MOVED_TOO_FAR", "WindowCollarSpan", "00:00:30", "00:10:00")]
    [InlineData("RISK_GUARD_DENIED", "Modes.NORMAL.DailyDrawdownMax", "0.08", "0.02")]
    [InlineData("ACTIVE_SLOTS_FULL", "Modes.NORMAL.PositionsMax", "40", "3")]
    public void LaterChecks_WhereTheJournalDoesNotHoldTheNumbers_CannotBeToldEitherWay(string code, string path, string looser, string tighter)
    {
        Assert.Equal([new DryRunCode(DryRunOutcome.Unknown, code, 1)], Run(Change(path, looser), Entry(At(1), 0.7, code)).Codes);
        Assert.Contains(new DryRunCode(DryRunOutcome.Unknown, code, 1), Run(Change(path, tighter), Entry(At(1))).Codes);
    }

    [Theory]
    [InlineData("0.99", DryRunOutcome.NowDenied)] // at any leverage of 2 or more it would be liquidated before
    [InlineData("0.06", DryRunOutcome.Unknown)]
    public void Allowed_LiquidatedOnItsOwnMarginForCertain_IsDenied(string distance, DryRunOutcome expected) =>
        Assert.Equal(1, Run(Change("LiquidationDistanceMin", distance), Entry(At(1))).CountOf(expected));

    [Fact]
    public void NewPositionsForbiddenInTheMode_DeniesAll() =>
        Assert.Equal([new DryRunCode(DryRunOutcome.NowDenied, "NEW_TRADES_NOT_ALLOWED", 1)], Run(Change("Modes.NORMAL.AllowNewPositions", "false"), Entry(At(1))).Codes);

    [Fact]
    public void EveryCodeOfTheGate_IsJudgedOrDoesNotGoByWhatAPolicyChangeSays()
    {
        // Of the engine, the market, the account or a person, whatever the limits; or of the order itself.
        const DenialSet aside = DenialSet.PolicyMissing | DenialSet.PolicyStale | DenialSet.PolicyInvalid | DenialSet.ModeHalted | DenialSet.ModeReduceOnly | DenialSet.EmergencyActive
            | DenialSet.DataNever | DenialSet.PriceInvalid | DenialSet.ExposureUnknown | DenialSet.LeverageInvalid | DenialSet.StopLossInvalid | DenialSet.ConfidenceInvalid | DenialSet.IntentTooOld
            | DenialSet.EquityUnknown | DenialSet.EquityStale | DenialSet.EquityNotPositive | DenialSet.DayOpenUnknown | DenialSet.SymbolBlocked
            | DenialSet.JournalUnavailable | DenialSet.Standby | DenialSet.QuantityInvalid | DenialSet.ReduceOnlyMissing | DenialSet.SideInvalid | DenialSet.IntentInvalid | DenialSet.ArithmeticOverflow
            | DenialSet.RedisUnavailable | DenialSet.BacklogTooLarge | DenialSet.SelfTrade | DenialSet.LeverageNotVerified | DenialSet.DirectiveMissing | DenialSet.DirectiveStale
            | DenialSet.DirectiveFailed | DenialSet.SelfHealingDenied | DenialSet.HedgeFundOsDenied | DenialSet.CorrelationTooHigh | DenialSet.CapitalMaxExceeded;

        var judged = PolicyDryRun.CodesJudged.ToHashSet(StringComparer.Ordinal);

        Assert.Equal(DenialCodes.All.Where(c => !judged.Contains(DenialCodes.CodeOf(c))), DenialCodes.All.Where(c => aside.HasFlag(c)));
    }

    [Fact]
    public void Allowed_WhereTheJournalDoesNotHoldTheNumbers_IsUnknownOnlyIfItBecameTighter()
    {
        Assert.Equal(1, Run(Change("Modes.NORMAL.PositionsMax", "3"), Entry(At(1))).CountOf(DryRunOutcome.Unknown));
        Assert.Equal(1, Run(Change("Modes.NORMAL.PositionsMax", "50"), Entry(At(1))).CountOf(DryRunOutcome.Unchanged));
    }

    [Fact]
    public void Allowed_LargerThanTheNewCap_WouldHaveBeenSmaller() =>
        Assert.Equal([new DryRunCode(DryRunOutcome.Smaller, "ORDER_NOTIONAL_TOO_LARGE", 1)], Run(Change("Modes.NORMAL.PositionSizeCap", "499"), Entry(At(1))).Codes);

    [Fact]
    public void Allowed_SymbolLimitBelowTheOrderAlone_IsDenied_AndAboveItUnknown()
    {
        Assert.Equal(1, Run(Change("SymbolNotionalMax", "499"), Entry(At(1))).CountOf(DryRunOutcome.NowDenied));
        Assert.Equal(1, Run(Change("SymbolNotionalMax", "600"), Entry(At(1))).CountOf(DryRunOutcome.Unknown));
    }

    [Fact]
    public void Rate_CountsWhatWouldHaveGoneOut()
    {
        // At 1 s, 2 s, 3 s: with one a minute the second and the third fall away; the fourth comes a minute after the first.
        var run = Run(Change("EntriesPerMinuteMax", "1"), [.. Entry(At(1)), .. Entry(At(2), symbol: "ETHUSDT"), .. Entry(At(3), symbol: "SOLUSDT"), .. Entry(At(62), symbol: "XRPUSDT")]);

        Assert.Equal([("SOLUSDT", DryRunOutcome.NowDenied), ("ETHUSDT", DryRunOutcome.NowDenied)], run.Orders.Select(o => (o.Symbol.Value, o.Outcome)));
    }

    [Fact]
    public void Duplicate_IsCountedFromTheLastThatWouldHaveGoneOut()
    {
        var run = Run(Change("DuplicateWindow", "00:00:10"), [.. Entry(At(0)), .. Entry(At(6)), .. Entry(At(12))]);

        Assert.Equal(At(6), Assert.Single(run.Orders, o => o.Outcome == DryRunOutcome.NowDenied).AtUtc);
    }

    [Fact]
    public void SwitchOfMode_IsJudgedByTheLimitsInForce()
    {
        var run = Run(PolicyChange.SwitchMode(RiskMode.Defensive, "why"), Entry(At(1), confidence: 0.59));

        Assert.Contains(new DryRunCode(DryRunOutcome.NowDenied, "CONFIDENCE_TOO_LOW", 1), run.Codes);
    }

    [Fact]
    public void NewTradesStopped_DeniesAll() =>
        Assert.Equal(2, Run(PolicyChange.StopNewTrades("why"), [.. Entry(At(1)), .. Entry(At(2))]).CountOf(DryRunOutcome.NowDenied));

    [Fact]
    public void PolicyThatWasInForceThen_IsWhatItIsComparedWith()
    {
        // It was denied under 0.7 then; since then 0.5 has been in force, and 0.55 is tried: looser than it was.
        var strict = PolicyFields.Find("Modes.NORMAL.ConfidenceMin")!.With(Calm, "0.7");
        var now = Calm with { Version = 2, UpdatedAtUtc = Now.AddHours(-1) };
        var made = Assert.IsType<PolicyEdit.Made>(PolicyEditor.Edit(now, [], Change("Modes.NORMAL.ConfidenceMin", "0.55"), "ann", Now));
        var fold = new DryRunFold([now, strict], made.Next, From);
        Array.ForEach(Entry(At(1), 0.6, "CONFIDENCE_TOO_LOW"), fold.Apply);

        Assert.Equal(1, fold.End(made.Comparison, From, Now).CountOf(DryRunOutcome.NowAllowed));
    }

    [Fact]
    public void Gaps_SayWhatWasNotTriedAndWhatTheJournalDoesNotHold()
    {
        var made = Made(Change("LossVelocityMax", "50", "Modes.DEFENSIVE.PositionsMax", "9"));
        var fold = new DryRunFold([Calm], made.Next, From);

        var gaps = fold.End(made.Comparison, From.AddHours(3), Now).Gaps;

        Assert.Contains(gaps, g => g.EndsWith(": LossVelocityMax.", StringComparison.Ordinal));
        Assert.Contains(gaps, g => g.Contains("begins at 2025-03-03 15:00:00 UTC", StringComparison.Ordinal));
        Assert.Contains(fold.End(made.Comparison, null, Now).Gaps, g => g.Contains("is empty", StringComparison.Ordinal));
    }

    [Fact]
    public void BeforeTheWindow_CountsForTheRateAlone()
    {
        var run = Run(Change("EntriesPerMinuteMax", "1"), [.. Entry(From.AddSeconds(-30)), .. Entry(From.AddSeconds(20), symbol: "ETHUSDT")]);

        Assert.Equal((1, 1), (run.Entries, run.CountOf(DryRunOutcome.NowDenied)));
    }

    [Fact]
    public void Exits_AreNoneOfItsBusiness()
    {
        var entry = Entry(At(1));
        var run = Run(PolicyChange.StopNewTrades("why"), [entry[0], ((OrderIntended)entry[1]) with { Purpose = OrderPurpose.StopLoss }]);

        Assert.Equal(0, run.Entries);
    }

    private static DateTimeOffset At(int seconds) => Now.AddHours(-2).AddSeconds(seconds);

    private static PolicyChange.Set Change(params string[] pairs) => new(pairs.Chunk(2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal), "why");

    private static PolicyEdit.Made Made(PolicyChange change) => Assert.IsType<PolicyEdit.Made>(PolicyEditor.Edit(Calm, [], change, "ann", Now));

    private static PolicyDryRun Run(PolicyChange change, params Domain.Events.DomainEvent[][] entries)
    {
        var made = Made(change);
        var fold = new DryRunFold([Calm], made.Next, From);
        Array.ForEach(entries.SelectMany(e => e).ToArray(), fold.Apply);
        return fold.End(made.Comparison, From.AddDays(-1), Now);
    }

    private static PolicyDryRun Run(PolicyChange change, Domain.Events.DomainEvent[] events) => Run(change, [events]);

    /// <summary>500 USD, at 3 times, with the plan before it; denied when there are codes.</summary>
    private Domain.Events.DomainEvent[] Entry(DateTimeOffset atUtc, double confidence = 0.7, params string[] codes) => Entry(atUtc, "BTCUSDT", confidence, codes);

    private Domain.Events.DomainEvent[] Entry(DateTimeOffset atUtc, string symbol, double confidence = 0.7, params string[] codes)
    {
        var trade = TradeId.Create($"1-{++_trade}");
        var order = ClientOrderId.Create($"qt-1-{_trade}-e");
        var plan = new TradePlanned(_ids.Next(), atUtc, trade)
        {
            Symbol = Symbol.Create(symbol),
            Direction = Direction.Long,
            Quantity = new(0.01m),
            Leverage = new(3m),
            ReferencePrice = new(50_000m),
            Confidence = confidence,
            ModelId = "m",
            ModelVersion = "1",
            SizingState = "",
            SizingAction = "",
            StopLoss = new(0.01m),
            TakeProfit = new(0.02m),
            PartialTakeProfit = new(0.01m),
            PartialShare = new(0.5m),
        };
        return codes.Length == 0
            ? [plan, new OrderIntended(_ids.Next(), atUtc, trade) { Symbol = plan.Symbol, ClientOrderId = order, Purpose = OrderPurpose.Entry, Side = OrderSide.Buy, Type = OrderType.Market, Quantity = plan.Quantity, ReduceOnly = false }]
            : [plan, new OrderDenied(_ids.Next(), atUtc, trade) { Symbol = plan.Symbol, ClientOrderId = order, Purpose = OrderPurpose.Entry, Codes = codes, Details = codes }];
    }
}
