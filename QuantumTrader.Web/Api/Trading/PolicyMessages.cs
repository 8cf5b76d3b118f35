namespace QuantumTrader.Web.Api.Trading;

/// <summary>The policy that the engine goes by.</summary>
/// <param name="Version">Grows by one with each change.</param>
/// <param name="ReadAtUtc">When it was last proved current.</param>
/// <param name="AgeSeconds">How long ago that was; above ageMaxSeconds nothing new is traded.</param>
/// <param name="DrawdownLimit">A share: 0.1 is ten per cent.</param>
public sealed record PolicyFacts(
    long Version, DateTimeOffset ReadAtUtc, double AgeSeconds, double AgeMaxSeconds, bool IsStale, string ActiveMode, bool AllowNewTrades, bool EmergencyMode, string? EmergencyReason,
    decimal SymbolNotionalMaxUsd, decimal TotalExposureMax, decimal PriceCollar, int EntriesPerMinuteMax, double DuplicateWindowSeconds, double DataAgeMaxSeconds, decimal DrawdownLimit,
    IReadOnlyDictionary<string, ModeLimits> Modes, DateTimeOffset UpdatedAtUtc, string UpdatedBy)
{
    /// <summary>What stopped trading, while an emergency holds.</summary>
    public string? EmergencyTrigger { get; init; }

    public string? UpdateReason { get; init; }
    public required decimal AllTimeDrawdownLimit { get; init; }
    public required decimal LossVelocityMaxUsdPerMinute { get; init; }
    public required decimal ConcentrationMax { get; init; }
    public required decimal MarginUseMax { get; init; }
    public required decimal LiquidationDistanceMin { get; init; }
    public required decimal WindowCollar { get; init; }
    public required double WindowCollarSpanSeconds { get; init; }
    public required int RepeatedExecutionsMax { get; init; }
    public required double RepeatedExecutionWindowSeconds { get; init; }

    /// <summary>What goes back by itself.</summary>
    public required IReadOnlyList<TemporaryFacts> Temporary { get; init; }
}

/// <param name="Back">What the field goes back to.</param>
public sealed record TemporaryFacts(string Field, string Back, DateTimeOffset UntilUtc);

/// <summary>What one risk mode allows.</summary>
/// <param name="RiskPerTradeMax">A share of equity.</param>
/// <param name="DailyDrawdownMax">A share of the day's opening equity.</param>
public sealed record ModeLimits(
    decimal LeverageMax, decimal RiskPerTradeMax, decimal DailyDrawdownMax, int PositionsMax, double ConfidenceMin, decimal ScalingFactor, decimal PositionSizeCapUsd, bool EnableRl, bool EnableClm)
{
    public required decimal LeverageMin { get; init; }
    public required bool AllowNewPositions { get; init; }
    public required bool EnableMetaStrategy { get; init; }
    public required bool EnablePal { get; init; }
    public required bool EnablePba { get; init; }
    public required bool EnableDynamicTpsl { get; init; }
    public required bool EnableRetraining { get; init; }
}

/// <summary>A change: values by name, or back to those before the last change.</summary>
/// <param name="Values">By path, such as Modes.NORMAL.LeverageMax, each as text: "4", "0.05", "00:00:05", "true", "DEFENSIVE". Fields that are not named stay.</param>
/// <param name="RollBack">True, and no values: back to the values before the last change.</param>
/// <param name="Reason">Kept with the version.</param>
/// <param name="BasedOnVersion">The version that it was decided on; another one by then is not changed. Without it: whichever is in force.</param>
/// <param name="UntilUtc">What is loosened goes back by itself at this time; without it, it stays.</param>
/// <param name="Code">The key owner's current TOTP code, for what loosens.</param>
/// <param name="ApprovalId">Of a second person, where one is needed.</param>
public sealed record PolicyChangeRequest(
    IReadOnlyDictionary<string, string>? Values = null, bool RollBack = false, string? Reason = null, long? BasedOnVersion = null, DateTimeOffset? UntilUtc = null, string? Code = null, Guid? ApprovalId = null)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => RollBack ? "roll back" : $"change of {Values?.Count ?? 0} values";
}

/// <inheritdoc cref="PolicyChangeRequest"/>
public sealed record PolicyDryRunRequest(IReadOnlyDictionary<string, string>? Values = null, bool RollBack = false);

/// <param name="Step">Tighter or Looser.</param>
public sealed record PolicyChanged(long Version, string Step, IReadOnlyList<PolicyDifferenceFacts> Differences);

/// <param name="Before">Null: there was none.</param>
/// <param name="Step">Same, Tighter or Looser.</param>
public sealed record PolicyDifferenceFacts(string Field, string? Before, string? After, string Step);

/// <summary>Versions of the policy, newest first.</summary>
public sealed record PolicyHistory(IReadOnlyList<PolicyVersionFacts> Versions);

/// <param name="Differences">Against the version before; null where that one was not read.</param>
/// <param name="Emergency">What it did to the emergency; null: nothing.</param>
public sealed record PolicyVersionFacts(long Version, DateTimeOffset AtUtc, string By, string? Reason, string? Emergency, IReadOnlyList<PolicyDifferenceFacts>? Differences);

/// <summary>What the entries of the last 24 hours of this host's journal would have been.</summary>
/// <param name="NowDenied">Went through, and would not have.</param>
/// <param name="NowAllowed">Were denied, and would have gone through.</param>
/// <param name="Smaller">Went through, and would have been sized smaller.</param>
/// <param name="Unknown">The journal does not hold what would decide them.</param>
/// <param name="Orders">The newest that are not as they were; bounded.</param>
/// <param name="Gaps">What these figures do not say.</param>
public sealed record PolicyDryRunFacts(
    DateTimeOffset FromUtc, DateTimeOffset ToUtc, int Entries, int Unchanged, int NowDenied, int NowAllowed, int Smaller, int Unknown, IReadOnlyList<PolicyDifferenceFacts> Differences,
    IReadOnlyList<DryRunCodeFacts> Codes, IReadOnlyList<DryRunOrderFacts> Orders, IReadOnlyList<string> Gaps);

public sealed record DryRunCodeFacts(string Outcome, string Code, int Count);

public sealed record DryRunOrderFacts(string TradeId, DateTimeOffset AtUtc, string Symbol, string Direction, decimal NotionalUsd, IReadOnlyList<string> CodesThen, string Outcome, IReadOnlyList<string> Codes);
