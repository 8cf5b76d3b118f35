using System.Reflection;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Engine.Emergency;
using QuantumTrader.Web.Engine.Emergency.Triggers;

namespace QuantumTrader.Unit.Emergency;

/// <summary>docs/emergency-triggers.md says what the program does.</summary>
public sealed class TriggerDocTests
{
    private static readonly string[][] Rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "emergency-triggers.md"))
        .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
        .Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())
        .ToArray();

    [Fact]
    public void Codes_OfTheEngine_AreThoseOfTheTableInItsOrder()
    {
        using var bench = new TriggerBench();

        Assert.Equal(Codes().Where(c => c != TriggerCodes.AllTimeDrawdown), bench.Engine.Engine.TriggerStates().Select(s => s.Code));
        var known = typeof(TriggerCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Empty(Codes().Except(known));
    }

    [Fact]
    public void Switches_OfTheOptions_AreThoseOfTheTable()
    {
        var switches = typeof(TriggersOptions).GetProperties().Where(p => p.PropertyType == typeof(bool)).Select(p => $"`Triggers:{p.Name}`");

        Assert.Equal(switches, Rows.SelectMany(r => r[4].Split(", ")).Where(s => s != "none"));
        Assert.Equal([TriggerCodes.Drawdown, TriggerCodes.AllTimeDrawdown, TriggerCodes.Manual], Codes().Zip(Rows).Where(r => r.Second[4] == "none").Select(r => r.First));
    }

    [Fact]
    public void Limits_ByDefault_AreThoseOfTheTable()
    {
        var (o, policy) = (new TriggersOptions(), Domain.Policy.DefaultPolicy.Create(default));
        Assert.Equal($"{policy.DrawdownLimit.Percent:0} %", DefaultOf(TriggerCodes.Drawdown));
        Assert.Equal($"{policy.AllTimeDrawdownLimit.Percent:0} %", DefaultOf(TriggerCodes.AllTimeDrawdown));
        Assert.Equal(FormattableString.Invariant($"at the limit / at {o.DailyLossStopFactor} times"), DefaultOf(TriggerCodes.DailyLoss));
        Assert.Equal($"{o.DataStaleReduceAfter.TotalSeconds} s / {o.DataStaleStopAfter.TotalMinutes} min with open positions", DefaultOf(TriggerCodes.DataStale));
        Assert.Equal($"at once / {o.LedgerMismatchPageAfter.TotalMinutes} min", DefaultOf(TriggerCodes.LedgerMismatch));
        Assert.Equal($"{o.RejectsPerMinuteMax} in a minute", DefaultOf(TriggerCodes.Rejects));
        Assert.Contains($"{o.RejectsPause.TotalMinutes} min", Rows.Single(r => r[0] == "`REJECTS`")[3], StringComparison.Ordinal);
        Assert.Equal($"{o.StopLossesMax} in {o.StopLossesWindow.TotalMinutes} min", DefaultOf(TriggerCodes.StopLosses));
        Assert.Equal($"{o.OrderRateStopFactor} times the gate's limit", DefaultOf(TriggerCodes.OrderRate));
        Assert.Equal($"{policy.LossVelocityMax.Value:0} USD", DefaultOf(TriggerCodes.LossVelocity));
        Assert.Equal($"at once / {o.SystemHealthStopAfter.TotalSeconds} s", DefaultOf(TriggerCodes.SystemHealth));
        Assert.Equal($"once / {o.EvaluatorFailuresMax} times in a row", DefaultOf(TriggerCodes.EvaluatorFailed));
    }

    private static IEnumerable<string> Codes() => Rows.Select(r => r[0].Trim('`'));

    private static string DefaultOf(string code) => Rows.Single(r => r[0] == $"`{code}`")[2];
}
