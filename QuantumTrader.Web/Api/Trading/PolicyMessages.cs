namespace QuantumTrader.Web.Api.Trading;

/// <summary>The policy that the engine goes by.</summary>
/// <param name="Version">Grows by one with each change.</param>
/// <param name="ReadAtUtc">When it was last proved current.</param>
/// <param name="AgeSeconds">How long ago that was; above ageMaxSeconds nothing new is traded.</param>
/// <param name="DrawdownLimit">A share: 0.1 is ten per cent.</param>
public sealed record PolicyFacts(
    long Version, DateTimeOffset ReadAtUtc, double AgeSeconds, double AgeMaxSeconds, bool IsStale, string ActiveMode, bool AllowNewTrades, bool EmergencyMode, string? EmergencyReason,
    decimal SymbolNotionalMaxUsd, decimal TotalExposureMax, decimal PriceCollar, int EntriesPerMinuteMax, double DuplicateWindowSeconds, double DataAgeMaxSeconds, decimal DrawdownLimit,
    IReadOnlyDictionary<string, ModeLimits> Modes, DateTimeOffset UpdatedAtUtc, string UpdatedBy);

/// <summary>What one risk mode allows.</summary>
/// <param name="RiskPerTradeMax">A share of equity.</param>
/// <param name="DailyDrawdownMax">A share of the day's opening equity.</param>
public sealed record ModeLimits(
    decimal LeverageMax, decimal RiskPerTradeMax, decimal DailyDrawdownMax, int PositionsMax, double ConfidenceMin, decimal ScalingFactor, decimal PositionSizeCapUsd, bool EnableRl, bool EnableClm);
