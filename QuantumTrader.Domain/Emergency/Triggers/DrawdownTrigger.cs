using System.Globalization;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>
/// Equity at a drawdown limit, by the monitor's judgement. The engine asks for the stop on the reading that trips; this asks again while
/// no stop holds. It cannot be switched off.
/// </summary>
public sealed class DrawdownTrigger : ITrigger
{
    public string Code => TriggerCodes.Drawdown;

    public TriggerVerdict Evaluate(in TriggerFacts now) => now.Equity.Status == DrawdownStatus.Breached ? TriggerVerdict.Run : TriggerVerdict.None;

    public string Explain(in TriggerFacts now) => TextOf(now.Equity);

    /// <summary>One line for people.</summary>
    public static string TextOf(in DrawdownReading reading)
    {
        var isAllTime = reading.LimitReached == DrawdownLimitKind.AllTime;
        var (drawdown, limit) = isAllTime ? (reading.AllTimeDrawdown, reading.AllTimeLimit) : (reading.Drawdown, reading.Limit);
        var fall = drawdown is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Percent:0.##} %") : "unknown";
        var gap = reading.IsGap ? " The first reading was far beyond the limit already: a gap, which no order could have prevented." : "";
        return string.Create(CultureInfo.InvariantCulture, $"Drawdown {fall} reached the limit of {limit.Percent:0.##} % from the {(isAllTime ? "highest equity ever" : "peak")} ({reading.Cause}).{gap}");
    }
}
