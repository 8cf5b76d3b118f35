using System.Globalization;
using System.Text;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Web.Commands;

/// <summary>The report for people.</summary>
public static class ReplayText
{
    public static string Of(ReplayReport r)
    {
        var text = new StringBuilder();
        Line(text, "file", r.File);
        Line(text, "symbol", $"{r.Symbol}, bars of {r.Interval}, seed {r.Seed}");
        Line(text, "span", string.Create(CultureInfo.InvariantCulture, $"{r.FromUtc:yyyy-MM-dd HH:mm} to {r.ToUtc:yyyy-MM-dd HH:mm} UTC, {(r.ToUtc - r.FromUtc).TotalDays:0.#} days"));
        Line(text, "bars", $"{N(r.Bars)}: {N(r.BarsTraded)} traded, {N(r.BarsHalted)} halted, {N(r.BarsWarmUp)} warm-up");
        Line(text, "data", $"{N(r.Gaps)} gaps ({N(r.MissingBars)} bars missing), {N(r.Duplicates)} duplicates dropped{(r.Marks > 0 ? $", {N(r.Marks)} marks between the bars" : "")}");
        Line(text, "policy", r.PolicyVersion is { } version ? $"version {N(version)} of the data directory, without its stop" : "the default");
        Line(text, "signals", $"{N(r.Signals)}, sized {N(r.SizingDecisions)}, of these {N(r.SizingFallbacks)} by the HIGH_VOL fallback");
        Line(text, "trades", $"{N(r.Trades)} closed, {N(r.OpenTrades)} open, win rate {Percent(r.WinRate)}");
        Line(text, "PnL", $"{Money(r.PnlNet)} net = {Money(r.PnlGross)} gross, fees {Money(-r.Fees)}, funding {Money(r.Funding)} (closed trades, USDT)");
        Line(text, "equity", $"{Plain(r.EquityStart)} to {Plain(r.EquityEnd)}, max drawdown {Percent(r.MaxDrawdown)}, Sharpe {r.Sharpe?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–"}");
        Line(text, "exposure", $"{Percent(r.Exposure)} of the bars");
        Line(text, "denials", r.Denials.Count == 0 ? "none" : string.Join(", ", r.Denials.Select(d => $"{d.Key} {N(d.Value)}")));
        Line(text, "stops", $"{N(r.EmergencyStops)} emergency stops, {N(r.SimulatedResets)} resets by the simulated operator");
        Line(text, "events", $"{N(r.Events)}, SHA-256 {r.EventHash}");
        Line(text, "speed", string.Create(CultureInfo.InvariantCulture, $"{r.BarsPerSecond:#,0} bars/s, {r.MicrosecondsPerEvent:0.0} us per event, {r.ElapsedSeconds:0.00} s"));
        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, string name, string value) => text.Append(name.PadRight(10)).AppendLine(value);

    private static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Money(decimal money) => money.ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture);

    private static string Plain(decimal money) => money.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Percent(decimal? share) => share is { } s ? (s * 100m).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";
}
