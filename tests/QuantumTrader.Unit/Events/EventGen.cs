using CsCheck;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Events;

/// <summary>Any event of the catalogue, with the nastiest content that a field may have.</summary>
internal static class EventGen
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("", "\0", "a\nb\r\n", "\u2028\u2029", "😀🏴‍☠️", "\"quoted\\\"", "{\"seq\":1,", ",\"sum\":\"0123456789abcdef\"}", "</script>", "=cmd|' /C calc'!A0", "\u001b[31m", "ÄÖ ß"),
        Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 40]);

    private static readonly Gen<decimal> Number = Gen.OneOf(
        Gen.OneOf(0m, 0.00000001m, 1.10m, 79228162514264337593543950335m, -0.0000000000000000000000000001m, 50_000.12345678m),
        Gen.Int[-1_000_000, 1_000_000].Select(Gen.Int[0, 8], (n, scale) => new decimal(Math.Abs(n), 0, 0, n < 0, (byte)scale)));

    private static readonly Gen<double> Double = Gen.OneOf(Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 0.1), Gen.Double[0, 1]);
    private static readonly Gen<Price> Prices = Number.Select(n => new Price(n));
    private static readonly Gen<Price?> PriceOrNone = Gen.OneOf(Prices.Select(p => (Price?)p), Gen.Const((Price?)null));
    private static readonly Gen<Quantity> Quantities = Number.Select(n => new Quantity(n));
    private static readonly Gen<Usd> Money = Number.Select(n => new Usd(n));
    private static readonly Gen<Fraction> Shares = Number.Select(n => new Fraction(n));
    private static readonly Gen<Leverage> Leverages = Number.Select(n => new Leverage(n));
    private static readonly Gen<Symbol> Symbols = Gen.OneOf("BTCUSDT", "1000PEPEUSDT", "BTCUSDT_260327").Select(Symbol.Create);
    private static readonly Gen<TradeId> TradeIds = Gen.Int[1, 1_000_000].Select(n => TradeId.Create($"1-{n}"));
    private static readonly Gen<ClientOrderId> OrderIds = Gen.Int[1, 1_000_000].Select(n => ClientOrderId.Create($"qt1-{n}_e"));
    private static readonly Gen<Guid> Guids = Gen.Guid;
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 1_000_000_000_000_000].Select(t => Epoch.AddTicks(t));
    private static readonly Gen<IReadOnlyList<string>> Texts = Text.Array[0, 4].Select(a => (IReadOnlyList<string>)a);
    private static readonly Gen<long> Longs = Gen.Long[0, long.MaxValue];

    public static readonly Gen<DomainEvent> Any = Gen.OneOf(
        Make((id, at, _) => new MarketStarted(id, at) { Source = Pick(Text), Symbols = Pick(Texts) }),
        Make((id, at, _) => new MarketGapDetected(id, at) { Symbol = Pick(Symbols), FromUtc = Pick(Times), ToUtc = Pick(Times), MissingBars = Pick(Longs) }),
        Make((id, at, _) => new SignalGenerated(id, at)
        {
            Symbol = Pick(Symbols),
            Action = Pick(Gen.Enum<SignalAction>()),
            Confidence = Pick(Double),
            ModelId = Pick(Text),
            ModelVersion = Pick(Text),
            Provenance = Pick(Gen.Enum<Provenance>()),
            BarCloseUtc = Pick(Times),
            Price = Pick(Prices),
        }),
        Make((id, at, _) => new SizingDecided(id, at)
        {
            Symbol = Pick(Symbols),
            Notional = Pick(Money),
            Leverage = Pick(Leverages),
            SizeMultiplier = Pick(Shares),
            ExitPlan = Pick(Text),
            State = Pick(Text),
            Action = Pick(Text),
            Reason = Pick(Text),
            Volatility = Pick(Text),
            IsHighVol = Pick(Gen.Bool),
            IsFallback = Pick(Gen.Bool),
            WasCapped = Pick(Gen.Bool),
        }),
        Make((id, at, _) => new PolicyUpdated(id, at)
        {
            Version = Pick(Longs),
            PreviousMode = Pick(Gen.Enum<RiskMode>()),
            NewMode = Pick(Gen.Enum<RiskMode>()),
            EmergencyMode = Pick(Gen.Bool),
            UpdatedBy = Pick(Text),
        }),
        Make((id, at, _) => new CircuitBreakerTriggered(id, at)
        {
            Reason = Pick(Text),
            Equity = Pick(Money),
            Peak = Pick(Money),
            Limit = Pick(Shares),
            Drawdown = Pick(Gen.Bool) ? Pick(Shares) : null,
            LimitReached = Pick(Gen.Enum<DrawdownLimitKind>()),
            FirstAtLimit = Pick(Gen.Bool) ? Pick(Money) : null,
            IsGap = Pick(Gen.Bool),
        }),
        Make((id, at, _) => new CircuitBreakerEnded(id, at)
        {
            EmergencyId = Pick(Guids),
            Succeeded = Pick(Gen.Bool),
            RunState = Pick(Gen.Enum<EmergencyRunState>()),
            Took = TimeSpan.FromMilliseconds(Pick(Gen.Int[0, 1_000_000])),
            Equity = Pick(Gen.Bool) ? Pick(Money) : null,
            Drawdown = Pick(Gen.Bool) ? Pick(Shares) : null,
        }),
        Make((id, at, _) => new DrawdownWarned(id, at)
        {
            Tier = Pick(Gen.Enum<DrawdownTier>()),
            Equity = Pick(Money),
            Peak = Pick(Money),
            Drawdown = Pick(Gen.Bool) ? Pick(Shares) : null,
            Limit = Pick(Shares),
            AllTimeDrawdown = Pick(Gen.Bool) ? Pick(Shares) : null,
            AllTimeLimit = Pick(Shares),
        }),
        Make((id, at, _) => new TriggerActed(id, at)
        {
            Code = Pick(Text),
            Action = Pick(Gen.Enum<TriggerAction>()),
            Began = Pick(Gen.Bool),
            Reason = Pick(Text),
            Symbol = Pick(Gen.Bool) ? Pick(Text) : null,
            UntilUtc = Pick(Gen.Bool) ? at : null,
        }),
        Make((id, at, _) => new EntriesSwitchedOff(id, at)
        {
            Symbol = Pick(Symbols),
            Side = Pick(Gen.Enum<OrderSide>()),
            Executions = Pick(Gen.Int),
            Window = Pick(Gen.Int[1, 100_000].Select(s => TimeSpan.FromSeconds(s))),
        }),
        Make((id, at, trade) => new PositionTaken(id, at)
        {
            Symbol = Pick(Symbols),
            Reason = Pick(Text),
            TradeId = Pick(Gen.Bool) ? trade : null,
            VenueOrder = Pick(Text),
            Price = Pick(Prices),
        }),
        Make((id, at, trade) => new LiquidationNear(id, at)
        {
            Symbol = Pick(Symbols),
            Direction = Pick(Gen.Enum<Direction>()),
            TradeId = Pick(Gen.Bool) ? trade : null,
            Distance = Pick(Gen.Bool) ? Pick(Shares) : null,
            DistanceMin = Pick(Shares),
            IsReduced = Pick(Gen.Bool),
        }),
        Make((id, at, _) => new EntriesSwitchedOn(id, at) { Symbol = Pick(Symbols), Side = Pick(Gen.Enum<OrderSide>()), By = Pick(Text), Reason = Pick(Text) }),
        Make((id, at, _) => new EmergencyStopped(id, at) { EmergencyId = Pick(Guids), Trigger = Pick(Text), Reason = Pick(Text), ActivatedBy = Pick(Text), RecordedLateAtUtc = Pick(Gen.Bool) ? at : null }),
        Make((id, at, _) => new EmergencyRunAdvanced(id, at)
        {
            EmergencyId = Pick(Guids),
            State = Pick(Gen.Enum<EmergencyRunState>()),
            OrdersCanceled = Pick(Gen.Int),
            ClosesSent = Pick(Gen.Int),
            PositionsLeft = Pick(Gen.Int),
            Detail = Pick(Text),
        }),
        Make((id, at, _) => new EmergencyReset(id, at) { EmergencyId = Pick(Guids), ResetBy = Pick(Text), Reason = Pick(Text), PeakRebased = Pick(Gen.Bool), Equity = Pick(Money) }),
        Make((id, at, _) => new EmergencyCertified(id, at) { EmergencyId = Pick(Guids), Run = Pick(Text), Outcome = Pick(Gen.Enum<EmergencyRunState>()), Receipts = Pick(Gen.Int), Sha256 = Pick(Text) }),
        Make((id, at, _) => new EmergencyAnnulled(id, at) { EmergencyId = Pick(Guids), Run = Pick(Text), AnnulledBy = Pick(Text), Evidence = Pick(Text), Sha256 = Pick(Text) }),
        Make((id, at, _) => new ReEntryMoved(id, at) { EmergencyId = Pick(Guids), Stage = Pick(Gen.Enum<ReEntryStage>()), SizeShare = Pick(Shares), Cause = Pick(Text) }),
        Make((id, at, _) => new EmergencyDrilled(id, at) { DrillId = Pick(Guids), AskedBy = Pick(Text), Outcome = Pick(Gen.Enum<EmergencyRunState>()), Positions = Pick(Gen.Int), Orders = Pick(Gen.Int), Took = TimeSpan.FromMilliseconds(Pick(Gen.Int[0, 1_000_000])) }),
        Make((id, at, _) => new AuditAnchored(id, at) { Seq = Pick(Longs), Hash = Pick(Text) }),
        Make((id, at, trade) => new TradePlanned(id, at, trade)
        {
            Symbol = Pick(Symbols),
            Direction = Pick(Gen.Enum<Direction>()),
            PositionSide = Pick(Gen.Enum<PositionSide>()),
            Quantity = Pick(Quantities),
            Leverage = Pick(Leverages),
            ReferencePrice = Pick(Prices),
            Confidence = Pick(Double),
            ModelId = Pick(Text),
            ModelVersion = Pick(Text),
            SizingState = Pick(Text),
            SizingAction = Pick(Text),
            StopLoss = Pick(Shares),
            TakeProfit = Pick(Shares),
            PartialTakeProfit = Pick(Shares),
            PartialShare = Pick(Shares),
        }),
        Make((id, at, trade) => new TradeRecovered(id, at, trade)
        {
            Symbol = Pick(Symbols),
            Direction = Pick(Gen.Enum<Direction>()),
            PositionSide = Pick(Gen.Enum<PositionSide>()),
            Quantity = Pick(Quantities),
            EntryPrice = Pick(Prices),
            Leverage = Pick(Leverages),
            OpenedAtUtc = at,
            StopLoss = Pick(Shares),
            TakeProfit = Pick(Shares),
            PartialTakeProfit = Pick(Shares),
            PartialShare = Pick(Shares),
            FillIds = [Pick(Longs), Pick(Longs)],
            Orders = [new TradeOrder { ClientOrderId = Pick(OrderIds), Purpose = Purpose(), Side = Pick(Gen.Enum<OrderSide>()), Type = Pick(Gen.Enum<OrderType>()), Quantity = Pick(Quantities), TriggerPrice = Pick(PriceOrNone), Stage = TradeOrderStage.Working }],
        }),
        Make((id, at, trade) => new OrderDenied(id, at, trade) { Symbol = Pick(Symbols), ClientOrderId = Pick(OrderIds), Purpose = Purpose(), Codes = Pick(Texts), Details = Pick(Texts) }),
        Make((id, at, trade) => new OrderIntended(id, at, trade)
        {
            Symbol = Pick(Symbols),
            ClientOrderId = Pick(OrderIds),
            Purpose = Purpose(),
            Side = Pick(Gen.Enum<OrderSide>()),
            Type = Pick(Gen.Enum<OrderType>()),
            Quantity = Pick(Quantities),
            ReduceOnly = Pick(Gen.Bool),
            PositionSide = Pick(Gen.Enum<PositionSide>()),
            LimitPrice = Pick(PriceOrNone),
            TriggerPrice = Pick(PriceOrNone),
            Reason = Pick(Text),
        }),
        Make((id, at, trade) => new OrderAccepted(id, at, trade) { Symbol = Pick(Symbols), ClientOrderId = Pick(OrderIds), Purpose = Purpose(), VenueOrderId = Pick(Longs) }),
        Make((id, at, trade) => new OrderRejected(id, at, trade) { Symbol = Pick(Symbols), ClientOrderId = Pick(OrderIds), Purpose = Purpose(), VenueCode = Pick(Gen.Int), VenueText = Pick(Text) }),
        Make((id, at, trade) => new OrderUnknown(id, at, trade) { Symbol = Pick(Symbols), ClientOrderId = Pick(OrderIds), Purpose = Purpose(), Cause = Pick(Text) }),
        Make((id, at, trade) => new OrderFilled(id, at, trade)
        {
            Symbol = Pick(Symbols),
            ClientOrderId = Pick(OrderIds),
            Purpose = Purpose(),
            FillId = Pick(Longs),
            Side = Pick(Gen.Enum<OrderSide>()),
            Price = Pick(Prices),
            Quantity = Pick(Quantities),
            Remaining = Pick(Quantities),
            Fee = Pick(Money),
            RealisedPnl = Pick(Money),
            IsLiquidation = Pick(Gen.Bool),
        }),
        Make((id, at, trade) => new OrderEnded(id, at, trade) { Symbol = Pick(Symbols), ClientOrderId = Pick(OrderIds), Purpose = Purpose(), Reason = Pick(Text) }),
        Make((id, at, trade) => new TradeFunded(id, at, trade) { Symbol = Pick(Symbols), Amount = Pick(Money) }),
        Make((id, at, trade) => new TradeNotAtVenue(id, at, trade) { Symbol = Pick(Symbols), Direction = Pick(Gen.Enum<Direction>()), Quantity = Pick(Quantities) }),
        Make((id, at, _) => new LedgerCorrected(id, at)
        {
            Cause = Pick(Gen.Enum<LedgerCorrectionCause>()),
            ReadAtUtc = Pick(Times),
            WalletBefore = Pick(Gen.Bool) ? Pick(Money) : null,
            WalletAfter = Pick(Money),
            Legs = Pick(Gen.Select(Symbols, Gen.Enum<PositionSide>(), Number, Number, (symbol, side, ours, theirs) => new LegDrift(symbol, side, ours, theirs)).Array[0, 3]),
            Score = Pick(Gen.Bool) ? Pick(Shares) : null,
        }),
        Make((id, at, trade) => new StrangerFound(id, at)
        {
            Kind = Pick(Gen.Enum<StrangerKind>()),
            Symbol = Pick(Symbols),
            PositionSide = Pick(Gen.Enum<PositionSide>()),
            Side = Pick(Gen.Enum<OrderSide>()),
            Quantity = Pick(Quantities),
            ClientOrderId = Pick(Gen.Bool) ? Pick(Text) : null,
            AdoptedAs = Pick(Gen.Bool) ? trade.Value : null,
        }),
        Make((id, at, trade) => new TradeOpened(id, at, trade)
        {
            Symbol = Pick(Symbols),
            Direction = Pick(Gen.Enum<Direction>()),
            Quantity = Pick(Quantities),
            EntryPrice = Pick(Prices),
            Leverage = Pick(Leverages),
        }),
        Make((id, at, trade) => new TradeClosed(id, at, trade)
        {
            Symbol = Pick(Symbols),
            Direction = Pick(Gen.Enum<Direction>()),
            EntryPrice = Pick(Prices),
            ExitPrice = Pick(Prices),
            Quantity = Pick(Quantities),
            GrossPnl = Pick(Money),
            Fees = Pick(Money),
            Funding = Pick(Money),
            ExitReason = Pick(Text),
            Held = TimeSpan.FromTicks(Pick(Longs)),
        }));

    // The fields are drawn inside one generator, from its own state, so that a failing seed can be run again.
    [ThreadStatic]
    private static PCG? _draw;

    private static OrderPurpose Purpose() => Pick(Gen.Enum<OrderPurpose>());

    private static T Pick<T>(Gen<T> gen) => gen.Generate(_draw!, null, out _);

    private static Gen<DomainEvent> Make(Func<Guid, DateTimeOffset, TradeId, DomainEvent> make) => Gen.ULong.Select(seed =>
    {
        _draw = new PCG((uint)(seed >> 32), seed);
        return make(Pick(Guids), Pick(Times), Pick(TradeIds)) with
        {
            CorrelationId = Pick(Gen.Bool) ? Pick(Guids) : null,
            CausationId = Pick(Gen.Bool) ? Pick(Guids) : null,
        };
    });
}
