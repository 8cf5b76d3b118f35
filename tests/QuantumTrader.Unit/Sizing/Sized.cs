using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Sizing;

/// <summary>Inputs and tables for sizing tests; each test spoils one thing.</summary>
internal static class Sized
{
    public static readonly TradingPolicy Policy = DefaultPolicy.Create(DateTimeOffset.UnixEpoch);

    public static SizingInputs Calm => new()
    {
        Symbol = Symbol.Create("BTCUSDT"),
        Confidence = 0.75,
        AtrOverPrice = 0.01,
        IsHighVol = false,
        Adx = 30.0,
        Exposure = Fraction.Zero,
        Equity = new Usd(100_000m),
        Limits = Policy.Limits,
        Price = new Price(50_000m),
    };

    public static SizingInputs Wild => Calm with { AtrOverPrice = 0.031, IsHighVol = true };

    public static SizerSettings NoExploring => new() { ExplorationRate = 0.0 };

    public static RlPositionSizer Sizer(QTable table, SizerSettings? settings = null, ulong seed = 1) =>
        new(settings ?? NoExploring, new SeededRandom(seed), table, default);

    /// <summary>A table in which every cell has this value and these visits, except one cell.</summary>
    public static QTable Table(double value, int visits, int cell = -1, double cellValue = 0.0, int cellVisits = 0)
    {
        var values = new double[QTable.CellCount];
        var counts = new int[QTable.CellCount];
        Array.Fill(values, value);
        Array.Fill(counts, visits);
        if (cell >= 0)
        {
            (values[cell], counts[cell]) = (cellValue, cellVisits);
        }

        return new QTable(values, counts);
    }

    /// <summary>A table in which, in every state, this action is the best and was tried this often.</summary>
    public static QTable Preferring(int action, double value, int visits)
    {
        var values = new double[QTable.CellCount];
        var counts = new int[QTable.CellCount];
        for (var state = 0; state < SizingStates.Count; state++)
        {
            values[(state * SizingActions.Count) + action] = value;
            counts[(state * SizingActions.Count) + action] = visits;
        }

        return new QTable(values, counts);
    }

    public static void AssertFallback(SizingDecision decision)
    {
        Assert.Equal(SizingReason.FallbackHighVol, decision.Reason);
        Assert.Equal(new Fraction(0.3m), decision.SizeMultiplier);
        Assert.Equal(Leverage.One, decision.Leverage);
        Assert.Same(ExitPlan.Conservative, decision.ExitPlan);
        Assert.Equal("", decision.ActionKey);
        Assert.True(decision.IsFallback);
    }
}
