using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

/// <summary>An entry and inputs that pass every check; each test spoils one thing.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    public static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    /// <summary>One symbol may be all there is, so that the other limits can be looked at alone.</summary>
    public static readonly TradingPolicy Policy = DefaultPolicy.Create(Now.AddHours(-1)) with { ConcentrationMax = new Fraction(125m) };

    /// <summary>Everybody above the gate agrees.</summary>
    public static readonly GovernorVerdict Agreed = new()
    {
        IsJudged = true,
        JudgedAtUtc = Now,
        ValidUntilUtc = Now.AddSeconds(15),
        SizeMultiplier = Fraction.One,
        LeverageMultiplier = Fraction.One,
        ExposureMultiplier = Fraction.One,
        CorrelationMax = 0.80,
    };

    /// <summary>Buys 0.01 at 50,000: 500 USD, which a stop at 1 % puts 5 USD at risk.</summary>
    public static OrderIntent Entry => new()
    {
        ClientOrderId = ClientOrderId.Create("qt-1-1-e"),
        TradeId = TradeId.Create("1-1"),
        Symbol = Btc,
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = new Quantity(0.01m),
        ReduceOnly = false,
        ReferencePrice = new Price(50_000m),
        Leverage = new Leverage(3m),
        Confidence = 0.7,
        CreatedAtUtc = Now,
    };

    public static OrderIntent Close(OrderPurpose purpose) => Entry with
    {
        Purpose = purpose,
        Side = OrderSide.Sell,
        ReduceOnly = true,
        ReferencePrice = default,
        Leverage = default,
        Confidence = double.NaN,
        CreatedAtUtc = default,
    };

    public static RiskInputs Inputs => new()
    {
        NowUtc = Now,
        Policy = new PolicySnapshot(Policy, Now),
        PolicyAgeMax = TimeSpan.FromSeconds(30),
        Mode = TradingMode.Active,
        Mark = new Freshness<Price>(new Price(50_000m), Now, TimeSpan.FromSeconds(10)),
        OpenPositions = 1,
        SymbolNotional = Usd.Zero,
        TotalNotional = new Usd(500m),
        Equity = new Freshness<Usd?>(new Usd(1_000m), Now, TimeSpan.FromSeconds(10)),
        DayOpenEquity = new Usd(1_000m),
        Drawdown = DrawdownStatus.Normal,
        EntriesInLastMinute = 0,
        NoStopAsked = true,
        JournalOk = true,
        IsLeader = true,
        Storage = StorageFacts.NotShared,
        StopLoss = new Fraction(0.01m),
        Opposing = OwnOrders.None,
        Throttle = new ThrottleFacts { IsKnown = true },
        MarginInUse = Usd.Zero,
        CapitalMax = new Usd(1_000_000m),
        MaintenanceMargin = new Fraction(0.005m),
        MaintenanceHeld = new Usd(2.5m),
        VenueLeverage = new Leverage(3m),
        Range = new MarkRange(new Price(49_900m), new Price(50_100m)),
        Correlation = CorrelationFacts.None,
        Governor = Agreed,
        IntentAgeMax = TimeSpan.FromSeconds(2),
    };

    public static RiskInputs WithPolicy(Func<TradingPolicy, TradingPolicy> change) =>
        Inputs with { Policy = new PolicySnapshot(change(Policy), Now) };

    public static RiskInputs WithLimits(Func<RiskModeLimits, RiskModeLimits> change) => WithPolicy(policy => policy with
    {
        Modes = new Dictionary<RiskMode, RiskModeLimits>(policy.Modes) { [policy.ActiveMode] = change(policy.Limits) },
    });

    public static RiskInputs WithEquity(decimal? equity) => Inputs with
    {
        Equity = Inputs.Equity with { Value = equity is { } amount ? new Usd(amount) : null },
    };

    /// <summary>What is against the sound entry in these circumstances.</summary>
    public static DenialSet Denials(RiskInputs now) => RiskGate.Check(Entry, now);

    /// <summary>What is against this order in sound circumstances; the venue has its leverage.</summary>
    public static DenialSet Denials(OrderIntent intent) => RiskGate.Check(intent, Inputs with { VenueLeverage = intent.Leverage });
}
