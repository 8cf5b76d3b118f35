using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation;

/// <summary>Worst moments: a stop while an entry is on its way or its rest waits at the venue, and a venue that takes no protection.</summary>
public sealed class WorstMomentTests
{
    private static readonly SimulationOptions Calm = new()
    {
        Symbols = 6,
        Bars = 80,
        HealAtBar = 80,
        VenueFaults = false,
        StoreFaults = false,
        Crashes = false,
        OperatorStops = false,
        StopAtBar = 5,
        StopWithEntryOnTheWire = true,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Stop_EntryReachesTheVenueAfterIt_IsNotCalledFlatBefore(int seed)
    {
        var report = new SimulationRun((ulong)seed, Calm with { EntryDelay = TimeSpan.FromSeconds(1.8) }).Run();
        Assert.True(report is { EndedLatched: true, EndedFlat: true, Stops: 1 }, report.ToString());
    }

    [Fact]
    public void Venue_RefusesAllProtection_IsAskedSlowlyAndPositionsAreProtectedAfterwards()
    {
        var report = new SimulationRun(1, Calm with { StopAtBar = 0, RefuseProtection = true, HealAtBar = 30, Bars = 60 }).Run();
        Assert.True(report.EntriesSent > 0 && report.EventTypes.Contains("order.rejected"), report.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Stop_EntryFilledInPart_TheRestIsCanceled(int seed)
    {
        var report = new SimulationRun((ulong)seed, Calm with { PartialFills = 1m }).Run();
        Assert.True(report is { EndedLatched: true, EndedFlat: true, Stops: 1 }, report.ToString());
    }
}
