using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Domain.Risk;

/// <content>Entries: the state of engine, data and account, whatever the policy says.</content>
public static partial class RiskGate
{
    private static DenialSet CheckMode(in RiskInputs now) => now.Mode switch
    {
        TradingMode.Active => DenialSet.None,
        TradingMode.ReduceOnly => DenialSet.ModeReduceOnly,
        _ => DenialSet.ModeHalted,
    };

    private static DenialSet CheckIntentAge(in OrderIntent intent, in RiskInputs now) =>
        IsWithin(now.NowUtc - intent.CreatedAtUtc, now.IntentAgeMax) ? DenialSet.None : DenialSet.IntentTooOld;

    private static DenialSet CheckEngine(in RiskInputs now) =>
        (now.NoStopAsked ? DenialSet.None : DenialSet.EmergencyActive)
        | (now.SymbolBlocked ? DenialSet.SymbolBlocked : DenialSet.None)
        | (now.JournalOk ? DenialSet.None : DenialSet.JournalUnavailable)
        | (now.IsLeader ? DenialSet.None : DenialSet.Standby)
        | (now.Storage.IsReady ? DenialSet.None : DenialSet.RedisUnavailable)
        | (now.Storage.Backlog <= now.Storage.BacklogMax ? DenialSet.None : DenialSet.BacklogTooLarge);

    private static DenialSet CheckDrawdown(in RiskInputs now) => now.Drawdown switch
    {
        DrawdownStatus.Normal => DenialSet.None,
        DrawdownStatus.Breached => DenialSet.DrawdownLimit,
        _ => DenialSet.DrawdownUnconfirmed,
    };

    private static DenialSet CheckDataAge(in RiskInputs now) => now.Mark.State(now.NowUtc) switch
    {
        FreshnessState.Fresh => DenialSet.None,
        FreshnessState.Stale => DenialSet.DataStale,
        _ => DenialSet.DataNever,
    };

    private static DenialSet CheckPrices(in OrderIntent intent, in RiskInputs now) =>
        now.Mark.Value.IsValid && intent.ReferencePrice.IsValid && intent.LimitPrice is null or { IsValid: true }
            ? DenialSet.None
            : DenialSet.PriceInvalid;

    private static DenialSet CheckLeverageRange(in OrderIntent intent) =>
        intent.Leverage.IsValid ? DenialSet.None : DenialSet.LeverageInvalid;

    private static DenialSet CheckConfidenceRange(in OrderIntent intent) =>
        intent.Confidence >= 0.0 && intent.Confidence <= 1.0 ? DenialSet.None : DenialSet.ConfidenceInvalid;

    private static DenialSet CheckStopLoss(in RiskInputs now) =>
        now.StopLoss.Value > 0m && now.StopLoss.Value < 1m ? DenialSet.None : DenialSet.StopLossInvalid;

    private static DenialSet CheckExposureKnown(in RiskInputs now) =>
        now.OpenPositions >= 0 && now.EntriesInLastMinute >= 0 && now.SymbolNotional is not null && now.TotalNotional is not null && now.MarginInUse is not null
            ? DenialSet.None
            : DenialSet.ExposureUnknown;

    private static DenialSet CheckEquity(in RiskInputs now) =>
        now.Equity.State(now.NowUtc) switch
        {
            FreshnessState.Never => DenialSet.EquityUnknown,
            FreshnessState.Stale => DenialSet.EquityStale,
            _ => DenialSet.None,
        }
        | (now.Equity.Value is not { } equity ? DenialSet.EquityUnknown
            : equity.Value > 0m ? DenialSet.None
            : DenialSet.EquityNotPositive);

    private static DenialSet CheckDayOpen(in RiskInputs now) =>
        now.DayOpenEquity is { Value: > 0m } ? DenialSet.None : DenialSet.DayOpenUnknown;

    /// <summary>An age from the future is not an age.</summary>
    private static bool IsWithin(TimeSpan age, TimeSpan ageMax) => age >= TimeSpan.Zero && age <= ageMax;
}
