namespace QuantumTrader.Domain.Risk;

/// <summary>
/// Why an order may not go out, a bit per reason; <see cref="None"/> allows it. The stable names are in
/// <see cref="DenialCodes"/>, the numbers behind them in <see cref="DenialReason"/>.
/// </summary>
[Flags]
public enum DenialSet : ulong
{
    None = 0,

    PolicyMissing = 1UL << 0,
    PolicyStale = 1UL << 1,
    PolicyInvalid = 1UL << 2,
    ModeHalted = 1UL << 3,
    ModeReduceOnly = 1UL << 4,
    EmergencyActive = 1UL << 5,
    NewTradesNotAllowed = 1UL << 6,

    DataNever = 1UL << 7,
    DataStale = 1UL << 8,
    PriceInvalid = 1UL << 9,
    PriceOutsideCollar = 1UL << 10,

    MaxPositions = 1UL << 11,
    OrderNotionalTooLarge = 1UL << 12,
    SymbolNotionalTooLarge = 1UL << 13,
    TotalExposureTooLarge = 1UL << 14,
    ExposureUnknown = 1UL << 15,
    LeverageTooHigh = 1UL << 16,
    LeverageInvalid = 1UL << 17,
    RiskPerTradeTooLarge = 1UL << 18,
    StopLossInvalid = 1UL << 19,

    ConfidenceTooLow = 1UL << 20,
    ConfidenceInvalid = 1UL << 21,
    DuplicateOrder = 1UL << 22,
    OrderRateExceeded = 1UL << 23,
    IntentTooOld = 1UL << 24,

    EquityUnknown = 1UL << 25,
    EquityStale = 1UL << 26,
    EquityNotPositive = 1UL << 27,
    DayOpenUnknown = 1UL << 28,
    DailyLossLimit = 1UL << 29,
    DrawdownUnconfirmed = 1UL << 30,
    DrawdownLimit = 1UL << 31,

    SymbolBlocked = 1UL << 32,
    JournalUnavailable = 1UL << 33,
    Standby = 1UL << 34,

    QuantityInvalid = 1UL << 35,
    ReduceOnlyMissing = 1UL << 36,
    SideInvalid = 1UL << 37,
    IntentInvalid = 1UL << 38,
    ArithmeticOverflow = 1UL << 39,

    RedisUnavailable = 1UL << 40,
    BacklogTooLarge = 1UL << 41,

    SelfTrade = 1UL << 42,
    RepeatedExecution = 1UL << 43,
    ConcentrationTooLarge = 1UL << 44,
    MarginUseTooLarge = 1UL << 45,
    LiquidationTooNear = 1UL << 46,
    LeverageNotVerified = 1UL << 47,
    MarkMovedTooFar = 1UL << 48,

    DirectiveMissing = 1UL << 49,
    DirectiveStale = 1UL << 50,
    DirectiveFailed = 1UL << 51,
    SelfHealingDenied = 1UL << 52,
    RiskGuardDenied = 1UL << 53,
    ActiveSlotsFull = 1UL << 54,
    HedgeFundOsDenied = 1UL << 55,

    CorrelationTooHigh = 1UL << 56,
    CapitalMaxExceeded = 1UL << 57,
}
