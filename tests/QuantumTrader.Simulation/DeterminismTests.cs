using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    public void Run_SameSeedTwice_SameEventHash(int seed)
    {
        var first = new SimulationRun((ulong)seed).Run();
        var second = new SimulationRun((ulong)seed).Run();
        Assert.Equal(first.EventHash, second.EventHash);
        Assert.True(first.Events > 50, $"only {first.Events} events");
    }

    [Fact]
    public void Run_OtherSeed_OtherEventHash() =>
        Assert.NotEqual(new SimulationRun(3).Run().EventHash, new SimulationRun(4).Run().EventHash);
}
