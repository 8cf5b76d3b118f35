using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Simulation.Harness;

/// <summary>People who change the policy while trading goes on, for good or for a while, and switch on again what was switched off.</summary>
internal sealed class Operators(ulong seed, SimulatedWorld world)
{
    private const int ActEveryLooks = 200;
    private static readonly string[] Shares = ["0.25", "0.5", "1"];
    private readonly SeededRandom _random = new(seed);

    /// <summary>What they do now; null: nothing.</summary>
    public Func<Task>? Next(SimulatedProcess process)
    {
        if (!world.Options.OperatorPolicy || !process.IsStarted || process.Engine is not { } engine || _random.Next(ActEveryLooks) > 0)
        {
            return null;
        }

        if (engine.Throttle.Off.FirstOrDefault() is { } off)
        {
            return async () =>
            {
                var refusal = await engine.Throttle.SwitchOnAsync(off.Symbol, off.Side, "simulated operator", "The cause is known.");
                world.Counts.Add(refusal is null ? "people: entries switched on" : "people: entries not switched on");
            };
        }

        var change = Draw(process.NowUtc);
        return () => EditAsync(engine, change);
    }

    private PolicyChange Draw(DateTimeOffset nowUtc)
    {
        var share = decimal.Parse(Shares[_random.Next(Shares.Length)], System.Globalization.CultureInfo.InvariantCulture);
        var cap = world.Options.PositionCap;
        PolicyChange change = _random.Next(6) switch
        {
            0 => Set("Modes.NORMAL.PositionSizeCap", Text(cap * share)),
            1 => Set("SymbolNotionalMax", Text(cap * 1.5m * share)),
            2 => Set("TotalExposureMax", Text(3m * share)),
            3 => Set("Modes.NORMAL.PositionsMax", Text(1 + _random.Next(6))),
            4 => Set("AllowNewTrades", _random.Next(4) > 0 ? "true" : "false"),
            _ => new PolicyChange.RollBack("A drill."),
        };
        return _random.Next(3) == 0 ? change with { UntilUtc = nowUtc.AddMinutes(2 + _random.Next(20)) } : change;
    }

    private async Task EditAsync(TradingEngine engine, PolicyChange change)
    {
        try
        {
            var edit = await engine.PolicyWriter.EditAsync(change, "simulated operator", _ => null);
            if (edit is PolicyEdit.Made { Next: var written })
            {
                engine.Policy.Take(written);
                world.PolicyChangedAtUtc = engine.Policy.Stored?.UpdatedAtUtc ?? default;
            }

            world.Counts.Add(edit is PolicyEdit.Made ? "people: policy changed" : "people: policy change refused");
        }
        catch (PolicyUnavailableException)
        {
            world.Counts.Add("people: policy could not be changed");
        }
    }

    private static PolicyChange.Set Set(string path, string value) => new(new Dictionary<string, string>(StringComparer.Ordinal) { [path] = value }, "A drill.");

    private static string Text(decimal value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}
