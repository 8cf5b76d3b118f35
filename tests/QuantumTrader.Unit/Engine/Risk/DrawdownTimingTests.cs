using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using Xunit.Abstractions;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>
/// From the moment at which equity is at the limit to the first thing that the run does, with a mark about each second, at any moment between
/// two marks, and with a policy store that answers or hangs. Fake time: what is measured is what the engine waits for.
/// </summary>
public sealed class DrawdownTimingTests(ITestOutputHelper output)
{
    private const int Seeds = 300;
    private static readonly TimeSpan LimitP99 = TimeSpan.FromSeconds(2.2);

    [Fact]
    public void BreachToRunStarted_ManySeeds_P99IsWithinTwoSecondsAndAFifth()
    {
        var took = Measure(latch: Fault.None);
        var p99 = took[(int)Math.Ceiling(Seeds * 0.99) - 1];

        Assert.True(p99 <= LimitP99, $"p99 is {p99}");
        Assert.True(took[0] >= TimeSpan.FromMilliseconds(250), "A run began on one reading.");
    }

    [Fact]
    public void BreachToRunStarted_TheDiskHangs_TakesTheWaitOfOneStepLonger() =>
        Assert.True(Measure(latch: Fault.Hangs)[^1] <= LimitP99 + TimeSpan.FromMilliseconds(250));

    private TimeSpan[] Measure(Fault latch)
    {
        var took = Enumerable.Range(1, Seeds).Select(seed => Measure(new SeededRandom((ulong)seed), latch)).Order().ToArray();
        output.WriteLine($"p50 {took[Seeds / 2].TotalMilliseconds:0} ms, p99 {took[(int)Math.Ceiling(Seeds * 0.99) - 1].TotalMilliseconds:0} ms, longest {took[^1].TotalMilliseconds:0} ms");
        return took;
    }

    private static TimeSpan Measure(SeededRandom random, Fault latch)
    {
        using var bench = EngineBench.Started();
        bench.Open(Direction.Short);
        bench.Latches.Fault = latch;
        bench.Policies.Fault = random.NextDouble() < 0.2 ? Fault.Hangs : Fault.None;
        Mark(bench, 50_000m, random);
        var breach = bench.Now + TimeSpan.FromMilliseconds(1_000 * random.NextDouble());
        var depth = 150_000m + (decimal)(random.NextDouble() * 250_000); // short 0.01 BTC, which loses 1,000 USD and more
        var before = bench.Venue.Calls.Count;
        while (bench.Venue.Calls.Count == before)
        {
            Assert.True(bench.Now < breach + TimeSpan.FromSeconds(10), "No run began.");
            Mark(bench, bench.Now, breach, depth, random);
        }

        Assert.Equal("DRAWDOWN", bench.Engine.Emergency.Record?.Latch.Trigger);
        return bench.Venue.CallTimes[before] - breach;
    }

    private static void Mark(EngineBench bench, DateTimeOffset last, DateTimeOffset breach, decimal depth, SeededRandom random)
    {
        var gap = TimeSpan.FromMilliseconds(950 + (100 * random.NextDouble()));
        Mark(bench, last + gap >= breach ? depth : 50_000m, random, gap);
    }

    private static void Mark(EngineBench bench, decimal price, SeededRandom random, TimeSpan? gap = null)
    {
        bench.Mark(price, gap ?? TimeSpan.FromMilliseconds(950 + (100 * random.NextDouble())));
        bench.Do(bench.Engine.OnTick);
    }
}
