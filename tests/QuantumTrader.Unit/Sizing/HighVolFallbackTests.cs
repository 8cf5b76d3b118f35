using CsCheck;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Sizing;

public class HighVolFallbackTests
{
    private const int Bold = SizingActions.Count - 1; // Full size, leverage 35, aggressive exits.

    private static readonly Gen<double> AnyNumber = Gen.OneOf(Gen.Double, Gen.Double[0, 1], Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, 0.0, -1.0));

    [Fact]
    public void Decide_HighVolEmptyTable_ExactlyTheFallback()
    {
        var decision = Sized.Sizer(new QTable()).Decide(Sized.Wild);

        Sized.AssertFallback(decision);
        Assert.True(decision.IsHighVol);
        Assert.Equal("high_vol_trending|high|light|neutral", decision.StateKey);
        // 0.3 of the position cap of 1,000 USD, which is below the largest position of 8,000 USD.
        Assert.Equal(new Usd(300m), decision.Notional);
        Assert.False(decision.WasCapped);
    }

    [Theory]
    [InlineData(0.03, false)]
    [InlineData(0.030000000000000003, true)]
    [InlineData(double.NaN, true)]
    [InlineData(double.PositiveInfinity, true)]
    [InlineData(-0.0000001, true)]
    [InlineData(0.0, false)]
    public void Decide_AtrOverPrice_IsHighAboveThreePerCentOrUnreadable(double atrOverPrice, bool high)
    {
        var decision = Sized.Sizer(new QTable()).Decide(Sized.Calm with { AtrOverPrice = atrOverPrice });

        Assert.Equal((high, high), (decision.IsHighVol, decision.IsFallback));
    }

    [Fact]
    public void Decide_MarketSaysHighVol_IsHighWhateverTheRatio() =>
        Sized.AssertFallback(Sized.Sizer(new QTable()).Decide(Sized.Calm with { IsHighVol = true }));

    [Theory]
    [InlineData(0.5, 5, false)]
    [InlineData(0.5, 4, true)]
    [InlineData(0.5, 0, true)]
    [InlineData(0.05, 5, false)]
    [InlineData(0.0499999, 5_000, true)]
    [InlineData(-0.5, 5_000, true)]
    public void Decide_HighVolVisitsAndValue_DecideWhetherItIsTrained(double value, int visits, bool fallback)
    {
        var decision = Sized.Sizer(Sized.Preferring(Bold, value, visits)).Decide(Sized.Wild);

        Assert.Equal(fallback, decision.IsFallback);
        Assert.Equal(fallback ? SizingReason.FallbackHighVol : SizingReason.Learned, decision.Reason);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Decide_HighVolOneCellNotFinite_ExactlyTheFallback(double poison)
    {
        for (var action = 0; action < SizingActions.Count; action += 13)
        {
            Assert.True(SizingStates.TryIndexOf("high_vol_trending|high|light|neutral", out var state));
            var table = Sized.Table(0.5, 100, (state * SizingActions.Count) + action, poison, 100);

            Sized.AssertFallback(Sized.Sizer(table).Decide(Sized.Wild));
        }
    }

    [Fact]
    public void Decide_HighVolUntrained_IsNeverExplored()
    {
        var sizer = Sized.Sizer(new QTable(), new SizerSettings { ExplorationRate = 1.0 });
        for (var i = 0; i < 2_000; i++)
        {
            Sized.AssertFallback(sizer.Decide(Sized.Wild));
        }
    }

    [Fact]
    public void Decide_HighVolTrained_IsNotExploredEither()
    {
        var sizer = Sized.Sizer(Sized.Preferring(0, 0.5, 100), new SizerSettings { ExplorationRate = 1.0 });
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(SizingReason.Learned, sizer.Decide(Sized.Wild).Reason);
        }
    }

    [Fact]
    public void Decide_HighVolTrainedButInputUnreadable_ExactlyTheFallback()
    {
        var sizer = Sized.Sizer(Sized.Preferring(Bold, 0.5, 100));

        Sized.AssertFallback(sizer.Decide(Sized.Wild with { Confidence = double.NaN }));
        Sized.AssertFallback(sizer.Decide(Sized.Wild with { Adx = double.PositiveInfinity }));
        Sized.AssertFallback(sizer.Decide(Sized.Wild with { AtrOverPrice = double.NaN }));
    }

    [Fact]
    public void Decide_HighVolLearningSwitchedOff_ExactlyTheFallback() =>
        Sized.AssertFallback(Sized.Sizer(Sized.Preferring(Bold, 0.5, 100)).Decide(Sized.Wild with { Limits = Sized.Policy.Limits with { EnableRl = false } }));

    [Fact]
    public void Decide_HighVolUntrainedAnyInput_ExactlyTheFallback()
    {
        var sizer = Sized.Sizer(new QTable(), new SizerSettings { ExplorationRate = 1.0 });
        var input = Gen.Select(AnyNumber, AnyNumber, AnyNumber, Gen.Decimal[-10m, 10m], Gen.Decimal[-1_000_000m, 1_000_000m], Gen.Enum<RiskMode>());

        input.Sample((confidence, adx, atr, exposure, equity, mode) =>
        {
            var inputs = Sized.Wild with
            {
                Confidence = confidence,
                Adx = adx,
                AtrOverPrice = atr,
                Exposure = new Fraction(exposure),
                Equity = new Usd(equity),
                Limits = Sized.Policy.Modes[mode],
            };
            Sized.AssertFallback(sizer.Decide(inputs));
        }, threads: 1);
    }

    [Fact]
    public void Decide_EveryHighVolState_FallsBackUntrainedAndLearnsTrained()
    {
        var (untrained, trained) = (Sized.Sizer(Sized.Preferring(Bold, 0.5, 4)), Sized.Sizer(Sized.Preferring(Bold, 0.5, 5)));
        var seen = new HashSet<string>();
        double[] confidences = [0.1, 0.5, 0.6, 0.75, 0.9];
        decimal[] exposures = [0m, 0.3m, 0.6m, 0.8m];
        foreach (var (confidence, exposure, adx) in from c in confidences from e in exposures from a in new[] { 10.0, 30.0 } select (c, e, a))
        {
            var inputs = Sized.Wild with { Confidence = confidence, Exposure = new Fraction(exposure), Adx = adx };
            Sized.AssertFallback(untrained.Decide(inputs));
            Assert.Equal(SizingReason.Learned, trained.Decide(inputs).Reason);
            seen.Add(untrained.Decide(inputs).StateKey);
        }

        Assert.Equal(40, seen.Count); // 2 regimes x 5 x 4; the performance is neutral throughout.
    }
}
