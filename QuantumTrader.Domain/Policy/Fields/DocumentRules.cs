using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>Every limit that holds in all risk modes.</summary>
internal static class DocumentRules
{
    public static IReadOnlyList<ValueRule<TradingPolicy>> All { get; } =
    [
        new ValueRule<TradingPolicy, bool>(nameof(TradingPolicy.AllowNewTrades), PolicyUnit.Switch, Tighter.Lower, ValueTexts.Switch, p => p.AllowNewTrades, (p, v) => p with { AllowNewTrades = v }, "Trades may be opened"),
        new ValueRule<TradingPolicy, Usd>(nameof(TradingPolicy.SymbolNotionalMax), PolicyUnit.Usd, Tighter.Lower, ValueTexts.Usd, p => p.SymbolNotionalMax, (p, v) => p with { SymbolNotionalMax = v }, "All positions of one symbol together"),
        Times(nameof(TradingPolicy.TotalExposureMax), p => p.TotalExposureMax, (p, v) => p with { TotalExposureMax = v }, "All positions together"),
        Times(nameof(TradingPolicy.ConcentrationMax), p => p.ConcentrationMax, (p, v) => p with { ConcentrationMax = v }, "All positions of one symbol together"),
        Share(nameof(TradingPolicy.MarginUseMax), Tighter.Lower, p => p.MarginUseMax, (p, v) => p with { MarginUseMax = v }, "Equity that may be bound as margin"),
        Share(nameof(TradingPolicy.LiquidationDistanceMin), Tighter.Higher, p => p.LiquidationDistanceMin, (p, v) => p with { LiquidationDistanceMin = v }, "Distance of the liquidation price from the mark after an entry"),
        Share(nameof(TradingPolicy.PriceCollar), Tighter.Lower, p => p.PriceCollar, (p, v) => p with { PriceCollar = v }, "How far an order's price may be from the mark"),
        Share(nameof(TradingPolicy.WindowCollar), Tighter.Lower, p => p.WindowCollar, (p, v) => p with { WindowCollar = v }, "How far the mark may have moved within the collar's time"),
        // Over a longer time the mark moves further, so that more is refused.
        Time(nameof(TradingPolicy.WindowCollarSpan), Tighter.Higher, p => p.WindowCollarSpan, (p, v) => p with { WindowCollarSpan = v }, "The time that the collar looks back"),
        Count(nameof(TradingPolicy.EntriesPerMinuteMax), p => p.EntriesPerMinuteMax, (p, v) => p with { EntriesPerMinuteMax = v }, "Entries a minute, all symbols"),
        Time(nameof(TradingPolicy.DuplicateWindow), Tighter.Higher, p => p.DuplicateWindow, (p, v) => p with { DuplicateWindow = v }, "Between two entries of one symbol and side"),
        Count(nameof(TradingPolicy.RepeatedExecutionsMax), p => p.RepeatedExecutionsMax, (p, v) => p with { RepeatedExecutionsMax = v }, "Entries of one symbol and side executed before they are switched off"),
        Time(nameof(TradingPolicy.RepeatedExecutionWindow), Tighter.Higher, p => p.RepeatedExecutionWindow, (p, v) => p with { RepeatedExecutionWindow = v }, "The time in which they are counted"),
        Time(nameof(TradingPolicy.DataAgeMax), Tighter.Lower, p => p.DataAgeMax, (p, v) => p with { DataAgeMax = v }, "Market data older than this decides nothing"),
        Share(nameof(TradingPolicy.DrawdownLimit), Tighter.Lower, p => p.DrawdownLimit, (p, v) => p with { DrawdownLimit = v }, "Emergency stop: equity below its peak"),
        Share(nameof(TradingPolicy.AllTimeDrawdownLimit), Tighter.Lower, p => p.AllTimeDrawdownLimit, (p, v) => p with { AllTimeDrawdownLimit = v }, "Emergency stop: equity below its highest ever"),
        new ValueRule<TradingPolicy, Usd>(nameof(TradingPolicy.LossVelocityMax), PolicyUnit.UsdPerMinute, Tighter.Lower, ValueTexts.Usd, p => p.LossVelocityMax, (p, v) => p with { LossVelocityMax = v }, "Emergency stop: loss over five minutes"),
    ];

    private static ValueRule<TradingPolicy, Fraction> Share(string name, Tighter tighter, Func<TradingPolicy, Fraction> read, Func<TradingPolicy, Fraction, TradingPolicy> write, string meaning) =>
        new(name, PolicyUnit.Share, tighter, ValueTexts.Fraction, read, write, meaning);

    private static ValueRule<TradingPolicy, Fraction> Times(string name, Func<TradingPolicy, Fraction> read, Func<TradingPolicy, Fraction, TradingPolicy> write, string meaning) =>
        new(name, PolicyUnit.TimesEquity, Tighter.Lower, ValueTexts.Fraction, read, write, meaning);

    private static ValueRule<TradingPolicy, int> Count(string name, Func<TradingPolicy, int> read, Func<TradingPolicy, int, TradingPolicy> write, string meaning) =>
        new(name, PolicyUnit.Count, Tighter.Lower, ValueTexts.Count, read, write, meaning);

    private static ValueRule<TradingPolicy, TimeSpan> Time(string name, Tighter tighter, Func<TradingPolicy, TimeSpan> read, Func<TradingPolicy, TimeSpan, TradingPolicy> write, string meaning) =>
        new(name, PolicyUnit.Duration, tighter, ValueTexts.Duration, read, write, meaning);
}
