using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Benchmarks.Sizing;

/// <summary>A size is decided for each signal, between the model and the gate.</summary>
public static class SizingBenchmark
{
    private const double TargetNs = 200.0;

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var (calm, wild) = (Calm(), Calm() with { AtrOverPrice = 0.05, IsHighVol = true });
        var untrained = new RlPositionSizer(new SizerSettings(), new SeededRandom(1));
        var trained = new RlPositionSizer(new SizerSettings(), new SeededRandom(1), Trained(), default);
        return
        [
            Measure.Call("Sizing fallback", TargetNs, _ => Use(untrained.Decide(wild))),
            Measure.Call("Sizing default", TargetNs, _ => Use(untrained.Decide(calm))),
            Measure.Call("Sizing learned", TargetNs, _ => Use(trained.Decide(calm))),
        ];
    }

    private static long Use(in SizingDecision decision) => decision.StateKey.Length + decision.ActionKey.Length + (decision.WasCapped ? 1 : 0);

    private static SizingInputs Calm() => new()
    {
        Symbol = Symbol.Create("BTCUSDT"),
        Confidence = 0.75,
        AtrOverPrice = 0.012,
        IsHighVol = false,
        Adx = 31.0,
        Exposure = new Fraction(0.42m),
        Equity = new Usd(1_034.56789m),
        Limits = DefaultPolicy.Create(DateTimeOffset.UnixEpoch).Limits,
        Price = new Price(50_009.87m),
    };

    private static QTable Trained()
    {
        var values = new double[QTable.CellCount];
        var visits = new int[QTable.CellCount];
        for (var cell = 100; cell < QTable.CellCount; cell += SizingActions.Count)
        {
            (values[cell], visits[cell]) = (0.5, 10);
        }

        return new QTable(values, visits);
    }
}
