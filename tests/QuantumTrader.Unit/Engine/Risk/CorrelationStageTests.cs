using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>What the gate is told of an entry that is the same bet as another: by what is held, by what is on its way, and when nobody knows.</summary>
public sealed class CorrelationStageTests
{
    [Fact]
    public void Entry_TheSameBetAsOneOnItsWay_IsDeniedUntilThatIsOver()
    {
        using var bench = Alike(EngineBench.Started(modules: [new ActiveSlots()]));
        Assert.Equal((false, false), (Denied(bench, Direction.Long), Denied(bench, Direction.Short)));

        var first = bench.Plan(quantity: 0.001m);
        Assert.Equal(DenialSet.None, bench.Engine.Risk.Check(in first));
        Assert.Equal((true, false), (Denied(bench, Direction.Long), Denied(bench, Direction.Short)));

        bench.Engine.Risk.Release(first.TradeId);
        Assert.False(Denied(bench, Direction.Long));
    }

    [Fact]
    public void Entry_TheSameBetAsAPosition_SaysWithWhichAndHowMuch()
    {
        using var bench = EngineBench.Started(modules: [new ActiveSlots()]);
        bench.Open(quantity: 0.001m);
        Alike(bench);

        var intent = bench.Plan(Direction.Long, 0.001m, EngineBench.Eth);

        Assert.Equal(DenialSet.CorrelationTooHigh, bench.Denials(intent) & DenialSet.CorrelationTooHigh);
        var reason = Assert.Single(bench.Engine.Risk.Explain(DenialSet.CorrelationTooHigh, in intent));
        Assert.Contains("BTCUSDT", reason.Detail, StringComparison.Ordinal);
        Assert.Contains("0.8", reason.Detail, StringComparison.Ordinal);
        Assert.Equal(DenialSet.None, bench.Engine.Risk.CheckAgain(intent with { Purpose = OrderPurpose.Exit, ReduceOnly = true }) & DenialSet.CorrelationTooHigh);
    }

    [Theory]
    [InlineData("BTCUSDT", "0.5", true)] // alike
    [InlineData("BTCUSDT", "0.0004", false)] // dust is no bet
    [InlineData("ETHUSDT", "0.5", false)] // of the symbol itself other limits speak
    [InlineData("XRPUSDT", "0.5", true)] // not traded here: nobody knows, so it is denied
    public void Entry_BesideAPositionOfAStranger_IsJudgedByIt(string symbol, string quantity, bool isDenied)
    {
        using var bench = new EngineBench(modules: [new ActiveSlots()]);
        bench.Venue.Hold(Symbol.Create(symbol), decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture));
        bench.Await(() => bench.Engine.StartAsync(held: null));
        Alike(bench);

        Assert.Equal(isDenied, Denied(bench, Direction.Long));
    }

    /// <summary>Both symbols rise and fall together for long enough to know it.</summary>
    private static EngineBench Alike(EngineBench bench)
    {
        for (var i = 0; i < 40; i++)
        {
            bench.Mark(50_000m + (i * i % 7), TimeSpan.FromMinutes(1));
        }

        return bench;
    }

    private static bool Denied(EngineBench bench, Direction direction) => (bench.Denials(bench.Plan(direction, 0.001m, EngineBench.Eth)) & DenialSet.CorrelationTooHigh) != 0;
}
