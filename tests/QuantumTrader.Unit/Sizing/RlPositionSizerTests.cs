using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Sizing;

public class RlPositionSizerTests
{
    private const string State = "low_vol_trending|high|light|neutral";
    private const string Action = "size_0.25|lev_8.0|tpsl_balanced";

    [Fact]
    public void Decide_OrdinaryVolatilityUntrained_TheDefault()
    {
        var decision = Sized.Sizer(new QTable()).Decide(Sized.Calm);

        Assert.Equal((SizingReason.DefaultUntrained, new Fraction(0.5m), new Leverage(2m), "", State), (decision.Reason, decision.SizeMultiplier, decision.Leverage, decision.ActionKey, decision.StateKey));
        Assert.Same(ExitPlan.Balanced, decision.ExitPlan);
        Assert.Equal(new Usd(500m), decision.Notional);
    }

    [Fact]
    public void Decide_OrdinaryVolatility_ExploresAboutATenth()
    {
        var sizer = Sized.Sizer(new QTable(), new SizerSettings());
        var decisions = Enumerable.Range(0, 10_000).Select(_ => sizer.Decide(Sized.Calm)).ToList();

        var explored = decisions.Where(d => d.Reason == SizingReason.Explored).ToList();
        Assert.InRange(explored.Count, 900, 1_100);
        Assert.Equal(SizingActions.Count, explored.Select(d => d.ActionKey).Distinct().Count());
    }

    [Fact]
    public void Decide_SameSeed_SameDecisions()
    {
        SizingDecision[] Run() => [.. Enumerable.Repeat(Sized.Sizer(new QTable(), new SizerSettings(), 42), 1).SelectMany(s => Enumerable.Range(0, 500).Select(_ => s.Decide(Sized.Calm)))];

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void Decide_UnreadableInputInOrdinaryVolatility_IsNotExplored()
    {
        var sizer = Sized.Sizer(Sized.Preferring(7, 0.5, 9), new SizerSettings { ExplorationRate = 1.0 });

        Assert.Equal(SizingReason.DefaultUntrained, sizer.Decide(Sized.Calm with { Adx = double.NaN }).Reason);
        Assert.Equal(SizingReason.DefaultUntrained, sizer.Decide(Sized.Calm with { Confidence = double.NaN }).Reason);
        Assert.Equal(SizingReason.DefaultUntrained, sizer.Decide(Sized.Calm with { Limits = Sized.Policy.Limits with { EnableRl = false } }).Reason);
    }

    [Fact]
    public void Learn_Reward_IsInFractionsThroughout()
    {
        Assert.Equal(0.02 - 0.01 - 0.005 + 0.1, SizingReward.Of(Outcome(0.02m) with { Held = TimeSpan.FromHours(24), DrawdownMax = new Fraction(-0.01m) }), 12);
        Assert.Equal(-0.02 - 0.005, SizingReward.Of(Outcome(-0.02m) with { Held = TimeSpan.FromHours(12) }), 12);
        Assert.Equal(0.0, SizingReward.Of(Outcome(0m)), 12);
    }

    [Fact]
    public void Learn_KnownCell_MovesItAlone()
    {
        var sizer = Sized.Sizer(new QTable());

        Assert.Equal(LearnResult.Credited, sizer.Learn(Outcome(0.1m)));
        Assert.Equal(LearnResult.Credited, sizer.Learn(Outcome(0.1m)));

        Assert.True(SizingStates.TryIndexOf(State, out var state));
        Assert.True(SizingActions.TryIndexOf(Action, out var action));
        // Q1 = 0.15 x 0.2 = 0.03; Q2 = 0.03 + 0.15 x (0.2 - 0.03) = 0.0555.
        Assert.Equal(0.0555, sizer.Table.ValueOf(state, action), 12);
        Assert.Equal(2, sizer.Table.VisitsOf(state, action));
        Assert.Equal(2, sizer.CreditedCount);
        Assert.Equal(1, sizer.Table.Values.ToArray().Count(v => v != 0.0));
    }

    [Fact]
    public void Learn_FiveWins_MakeTheCellTheChoice()
    {
        var sizer = Sized.Sizer(new QTable());
        for (var i = 0; i < 4; i++)
        {
            sizer.Learn(Outcome(0.1m));
        }

        Assert.Equal(SizingReason.DefaultUntrained, sizer.Decide(Sized.Calm).Reason);
        sizer.Learn(Outcome(0.1m));
        var decision = sizer.Decide(Sized.Calm);

        Assert.Equal((SizingReason.Learned, Action), (decision.Reason, decision.ActionKey));
    }

    [Theory]
    [InlineData("low_vol_trending|high|light", Action)]
    [InlineData("", Action)]
    [InlineData(State, "size_0.30|lev_1.0|tpsl_conservative")]
    [InlineData("math_ai_mode", "math_ai")]
    public void Learn_UnknownKeys_AreCountedAndChangeNothing(string state, string action)
    {
        var sizer = Sized.Sizer(new QTable());

        Assert.Equal(LearnResult.UnknownKey, sizer.Learn(Outcome(0.1m) with { StateKey = state, ActionKey = action }));

        Assert.Equal((1, 0, 0), (sizer.IgnoredCount, sizer.CreditedCount, sizer.Recent.Count));
        Assert.DoesNotContain(sizer.Table.Visits.ToArray(), v => v != 0);
    }

    [Fact]
    public void Learn_TradeWithoutACell_CountsForTheWinRateOnly()
    {
        var sizer = Sized.Sizer(new QTable());

        Assert.Equal(LearnResult.NoCell, sizer.Learn(Outcome(0.1m) with { ActionKey = "" }));

        Assert.Equal((0, 0, 1), (sizer.IgnoredCount, sizer.CreditedCount, sizer.Recent.Count));
    }

    [Fact]
    public void Learn_NegativeTime_IsRefused()
    {
        var sizer = Sized.Sizer(new QTable());

        Assert.Equal(LearnResult.Invalid, sizer.Learn(Outcome(0.1m) with { Held = TimeSpan.FromHours(-1) }));
        Assert.Equal((1, 0), (sizer.IgnoredCount, sizer.Recent.Count));
    }

    [Fact]
    public void Learn_RecentWins_MoveThePerformanceOfTheState()
    {
        var sizer = Sized.Sizer(new QTable());
        for (var i = 0; i < 9; i++)
        {
            sizer.Learn(Outcome(-0.1m) with { ActionKey = "" });
        }

        Assert.EndsWith("|neutral", sizer.Decide(Sized.Calm).StateKey, StringComparison.Ordinal);
        sizer.Learn(Outcome(-0.1m) with { ActionKey = "" });
        Assert.EndsWith("|bad", sizer.Decide(Sized.Calm).StateKey, StringComparison.Ordinal);
        for (var i = 0; i < 12; i++)
        {
            sizer.Learn(Outcome(0.1m) with { ActionKey = "" });
        }

        Assert.Equal(12.0 / 20.0, sizer.Recent.WinRate);
        Assert.EndsWith("|good", sizer.Decide(Sized.Calm).StateKey, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_AllocatesNothing()
    {
        var sizer = Sized.Sizer(Sized.Preferring(9, 0.5, 9), new SizerSettings { ExplorationRate = 0.3 });
        var (calm, wild) = (Sized.Calm, Sized.Wild);

        Assert.Equal(0, Allocations.Least(() => Run(sizer, calm, wild)));
    }

    private static void Run(RlPositionSizer sizer, in SizingInputs calm, in SizingInputs wild)
    {
        for (var i = 0; i < 200; i++)
        {
            sizer.Decide(calm);
            sizer.Decide(wild);
        }
    }

    private static SizingOutcome Outcome(decimal pnl) => new()
    {
        StateKey = State,
        ActionKey = Action,
        Pnl = new Fraction(pnl),
        Held = TimeSpan.Zero,
        DrawdownMax = Fraction.Zero,
    };
}
