using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation;

public sealed class DrawdownTests
{
    private static readonly SimulationOptions Collapse = new()
    {
        Symbols = 5,
        Bars = 90,
        HealAtBar = 90,
        PositionCap = 8_000m,
        CollapseAtBar = 70,
        CollapseShare = 0.25,
        VenueFaults = false,
        StoreFaults = false,
        Crashes = false,
        OperatorStops = false,
    };

    [Fact]
    public void Collapse_BeyondTenPercent_TripsStopsAndEndsFlat()
    {
        var report = new SimulationRun(2, Collapse).Run();
        var (tripped, stopped) = (IndexOf(report, "risk.circuit_breaker.triggered"), IndexOf(report, "emergency.stop"));
        Assert.True(tripped >= 0, "the circuit breaker did not trigger");
        Assert.True(stopped > tripped, "the stop does not follow the circuit breaker");
        Assert.Equal(1, report.EventTypes.Count(t => t == "emergency.stop"));
        Assert.True(report is { EndedLatched: true, EndedFlat: true });
    }

    [Fact]
    public void SameMarket_WithoutCollapse_DoesNotTrip()
    {
        var report = new SimulationRun(2, Collapse with { CollapseAtBar = 0 }).Run();
        Assert.DoesNotContain("risk.circuit_breaker.triggered", report.EventTypes);
        Assert.False(report.EndedLatched);
    }

    private static int IndexOf(SimulationReport report, string type) => report.EventTypes.ToList().IndexOf(type);
}
