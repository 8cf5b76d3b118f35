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

    /// <summary>Whatever two runs shared would show here: each on several threads at once, against each alone.</summary>
    [Fact]
    public void Run_BesideOthers_SameEventHashAsAlone()
    {
        ulong[] seeds = [.. SeedBatch.FirstSeeds(8)];
        var alone = seeds.ToDictionary(seed => seed, seed => new SimulationRun(seed).Run().EventHash);
        var beside = new string[seeds.Length * 2];
        Parallel.For(0, beside.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => beside[i] = new SimulationRun(seeds[i % seeds.Length]).Run().EventHash);

        Assert.All(beside.Index(), b => Assert.Equal(alone[seeds[b.Index % seeds.Length]], b.Item));
        Assert.Equal(seeds.Length, alone.Values.Distinct().Count());
    }
}
