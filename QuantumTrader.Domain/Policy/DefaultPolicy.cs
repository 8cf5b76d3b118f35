using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy;

/// <summary>The policy that a new account starts with; written once, when the store is reachable and holds none.</summary>
public static class DefaultPolicy
{
    public const string CreatedBy = "system_init";

    /// <summary>Also the breaker's limit while no policy could be read yet.</summary>
    public static readonly Fraction DrawdownLimit = new(0.10m);

    /// <summary>The breaker's second limit while no policy could be read yet.</summary>
    public static readonly Fraction AllTimeDrawdownLimit = new(0.20m);

    public static TradingPolicy Create(DateTimeOffset nowUtc) => new()
    {
        Version = 1,
        ActiveMode = RiskMode.Normal,
        Modes = new Dictionary<RiskMode, RiskModeLimits>
        {
            [RiskMode.AggressiveSmallAccount] = AggressiveSmallAccount,
            [RiskMode.Normal] = Normal,
            [RiskMode.Defensive] = Defensive,
        },
        SymbolNotionalMax = new Usd(2_000m),
        TotalExposureMax = new Fraction(3m),
        PriceCollar = new Fraction(0.02m),
        EntriesPerMinuteMax = 20,
        DuplicateWindow = TimeSpan.FromSeconds(5),
        DataAgeMax = TimeSpan.FromSeconds(10),
        DrawdownLimit = DrawdownLimit,
        UpdatedAtUtc = nowUtc,
        UpdatedBy = CreatedBy,
    };

    private static readonly RiskModeLimits AggressiveSmallAccount = new()
    {
        LeverageMin = new Leverage(2m),
        LeverageMax = new Leverage(7m),
        RiskPerTradeMax = new Fraction(0.03m),
        DailyDrawdownMax = new Fraction(0.06m),
        PositionsMax = 15,
        ConfidenceMin = 0.45,
        ScalingFactor = new Fraction(1.5m),
        PositionSizeCap = new Usd(300m),
    };

    private static readonly RiskModeLimits Normal = new()
    {
        LeverageMax = new Leverage(5m),
        RiskPerTradeMax = new Fraction(0.015m),
        DailyDrawdownMax = new Fraction(0.05m),
        PositionsMax = 30,
        ConfidenceMin = 0.50,
        ScalingFactor = new Fraction(1m),
        PositionSizeCap = new Usd(1_000m),
    };

    private static readonly RiskModeLimits Defensive = new()
    {
        LeverageMax = new Leverage(3m),
        RiskPerTradeMax = new Fraction(0.0075m),
        DailyDrawdownMax = new Fraction(0.03m),
        PositionsMax = 10,
        ConfidenceMin = 0.60,
        ScalingFactor = new Fraction(0.7m),
        PositionSizeCap = new Usd(500m),
        // While defending, the models stay as they are.
        EnableClm = false,
        EnableRetraining = false,
    };
}
