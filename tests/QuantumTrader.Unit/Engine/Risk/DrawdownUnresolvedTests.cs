using QuantumTrader.Domain.Risk;
using QuantumTrader.Unit.Engine.Emergency;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>A suspicion ends within three seconds, also when only the marks of other symbols go on.</summary>
public sealed class DrawdownUnresolvedTests
{
    [Fact]
    public void Suspicion_OnlyMarksOfOtherSymbolsGoOn_StopsAfterItsTime()
    {
        using var bench = new TriggerBench(o => (o.DailyLoss, o.LossVelocity) = (false, false));
        bench.Engine.Open(quantity: 0.01m);
        bench.Lose(501m);
        bench.Step(0.01m);
        Assert.Equal(DrawdownStatus.Suspected, bench.Engine.Engine.Equity.Last.Status);

        for (var i = 0; i < 4; i++)
        {
            bench.Engine.Pass(TimeSpan.FromSeconds(1));
            bench.Engine.Do(() =>
            {
                bench.Engine.Engine.Policy.Touch(bench.Engine.Now);
                bench.Engine.Engine.OnStep([bench.Engine.BarOf(EngineBench.Eth)]);
            });
            bench.Tick();
        }

        Assert.True(bench.Engine.Engine.Emergency.IsLatched);
    }
}
