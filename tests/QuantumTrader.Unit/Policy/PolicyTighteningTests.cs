using System.Reflection;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Policy;

public class PolicyTighteningTests
{
    private const int Rounds = 2_000;
    private static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TradingPolicy Calm = DefaultPolicy.Create(Now);

    // What nobody sets by itself: bookkeeping, the emergency, and what the limits and the loans are in.
    private static readonly string[] Aside =
    [
        "Version", "Modes", "EmergencyMode", "EmergencyReason", "EmergencyActivatedAtUtc", "EmergencyTrigger", "NewTradesBeforeEmergency", "EmergencyId", "LastResetEmergencyId",
        "Temporary", "UpdatedAtUtc", "UpdatedBy", "UpdateReason",
    ];

    // Whether a larger value allows less. A property that is missing here fails the test below.
    private static readonly Dictionary<string, bool> LargerIsTighter = new(StringComparer.Ordinal)
    {
        ["AllowNewTrades"] = false,
        ["SymbolNotionalMax"] = false,
        ["TotalExposureMax"] = false,
        ["PriceCollar"] = false,
        ["EntriesPerMinuteMax"] = false,
        ["DuplicateWindow"] = true,
        ["DataAgeMax"] = false,
        ["DrawdownLimit"] = false,
        ["AllTimeDrawdownLimit"] = false,
        ["LossVelocityMax"] = false,
        ["ConcentrationMax"] = false,
        ["MarginUseMax"] = false,
        ["LiquidationDistanceMin"] = true,
        ["WindowCollar"] = false,
        ["WindowCollarSpan"] = true,
        ["RepeatedExecutionsMax"] = false,
        ["RepeatedExecutionWindow"] = true,
        ["LeverageMin"] = false,
        ["LeverageMax"] = false,
        ["RiskPerTradeMax"] = false,
        ["DailyDrawdownMax"] = false,
        ["PositionsMax"] = false,
        ["ConfidenceMin"] = true,
        ["ScalingFactor"] = false,
        ["PositionSizeCap"] = false,
        ["AllowNewPositions"] = false,
        ["EnableRl"] = false,
        ["EnableClm"] = false,
        ["EnableMetaStrategy"] = false,
        ["EnablePal"] = false,
        ["EnablePba"] = false,
        ["EnableDynamicTpsl"] = false,
        ["EnableRetraining"] = false,
    };

    [Fact]
    public void Fields_EveryPropertyOfThePolicy_IsOneOrIsNamedAsNone()
    {
        var document = Settable(typeof(TradingPolicy)).Select(p => p.Name).Except(Aside, StringComparer.Ordinal);
        var limits = PolicyFields.Modes.SelectMany(m => Settable(typeof(RiskModeLimits)).Select(p => $"Modes.{RiskModeNames.NameOf(m)}.{p.Name}"));

        Assert.Equal(document.Concat(limits).Order(StringComparer.Ordinal), PolicyFields.All.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetValues<RiskMode>().Order(), PolicyFields.Modes.Order());
    }

    [Fact]
    public void Compare_OneFieldOfAny_GoesTheWayThatTheTableSays()
    {
        var bare = Random(Calm, new SeededRandom(1), tighterOnly: false);
        foreach (var (property, apply, read) in Places())
        {
            Assert.True(LargerIsTighter.TryGetValue(property.Name, out var largerIsTighter), $"Say here which way {property.Name} is tighter.");
            var (less, more) = (apply(bare, Smaller(read(bare))), apply(bare, Larger(read(bare))));
            var (tighter, looser) = largerIsTighter ? (more, less) : (less, more);

            Assert.Equal(PolicyStep.Tighter, PolicyTightening.Compare(looser, tighter).Step);
            var back = PolicyTightening.Compare(tighter, looser);
            Assert.Equal(PolicyStep.Looser, back.Step);
            Assert.EndsWith(property.Name, Assert.Single(back.Differences).Field, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Compare_AnySingleLooserField_MakesTheWholeLooser()
    {
        foreach (var (property, apply, read) in Places())
        {
            var tightened = Random(Calm, new SeededRandom(11), tighterOnly: true);
            var (low, high) = (Smaller(read(Calm)), Larger(read(Calm)));
            var (tighter, looser) = LargerIsTighter[property.Name] ? (high, low) : (low, high);

            Assert.Equal(PolicyStep.Looser, PolicyTightening.Compare(apply(Calm, tighter), apply(tightened, looser)).Step);
        }
    }

    [Fact]
    public void Compare_TightenedAnyhow_IsTighterAndBackIsLooser()
    {
        var random = new SeededRandom(2025);
        for (var round = 0; round < Rounds; round++)
        {
            var before = Random(Calm, random, tighterOnly: false);
            var after = Random(before, random, tighterOnly: true);
            var (there, back) = (PolicyTightening.Compare(before, after), PolicyTightening.Compare(after, before));

            Assert.NotEqual(PolicyStep.Looser, there.Step);
            Assert.Equal(there.Step == PolicyStep.Tighter, back.Step == PolicyStep.Looser);
            Assert.Equal(there.Differences.Select(d => (d.Field, d.Before, d.After)), back.Differences.Select(d => (d.Field, d.After, d.Before)));
        }
    }

    [Fact]
    public void Compare_AnyTwo_AreTheSameOnlyWithoutALooserOne()
    {
        var random = new SeededRandom(7);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (Random(Calm, random, tighterOnly: false), Random(Calm, random, tighterOnly: false));
            var (there, back) = (PolicyTightening.Compare(a, b), PolicyTightening.Compare(b, a));

            Assert.Equal(there.Differences.Select(d => d.Step).DefaultIfEmpty().Max(), there.Step);
            Assert.False(there.Step == PolicyStep.Tighter && back.Step != PolicyStep.Looser);
            Assert.Equal(there.Differences.Count == 0, there.Step == PolicyStep.Same);
        }
    }

    [Fact]
    public void Compare_WithItself_IsTheSame()
    {
        Assert.Equal(new PolicyComparison(PolicyStep.Same, []).Step, PolicyTightening.Compare(Calm, Calm).Step);
        Assert.Empty(PolicyTightening.Compare(Calm, Calm with { Version = 9, UpdatedBy = "ann", UpdateReason = "x", EmergencyMode = true, EmergencyId = Guid.Empty }).Differences);
    }

    [Fact]
    public void Compare_ConfidenceThatIsNoNumber_IsLoose()
    {
        var without = PolicyFields.Find("Modes.NORMAL.ConfidenceMin")!.With(Calm, "NaN");

        Assert.Equal(PolicyStep.Looser, PolicyTightening.Compare(Calm, without).Step);
        Assert.Equal(PolicyStep.Tighter, PolicyTightening.Compare(without, Calm).Step);
        Assert.Equal(PolicyStep.Same, PolicyTightening.Compare(without, without).Step);
    }

    [Theory]
    [InlineData(RiskMode.Normal, RiskMode.Defensive, PolicyStep.Tighter)]
    [InlineData(RiskMode.Defensive, RiskMode.Normal, PolicyStep.Looser)]
    [InlineData(RiskMode.Normal, RiskMode.AggressiveSmallAccount, PolicyStep.Looser)]
    [InlineData(RiskMode.AggressiveSmallAccount, RiskMode.Normal, PolicyStep.Looser)] // more positions, and larger ones
    [InlineData(RiskMode.AggressiveSmallAccount, RiskMode.Defensive, PolicyStep.Looser)] // larger positions
    public void Compare_SwitchOfMode_IsAsLooseAsItsLoosestLimit(RiskMode from, RiskMode to, PolicyStep expected)
    {
        var comparison = PolicyTightening.Compare(Calm with { ActiveMode = from }, Calm with { ActiveMode = to });

        Assert.Equal(expected, comparison.Step);
        Assert.Equal(("ActiveMode", RiskModeNames.NameOf(from), RiskModeNames.NameOf(to)), (comparison.Differences[0].Field, comparison.Differences[0].Before, comparison.Differences[0].After));
    }

    [Fact]
    public void Compare_SwitchToLimitsThatAreLoosenedWithIt_IsLooser() => Assert.Equal(
        PolicyStep.Looser,
        PolicyTightening.Compare(Calm, PolicyFields.Find("Modes.DEFENSIVE.LeverageMax")!.With(Calm, "3.1") with { ActiveMode = RiskMode.Defensive }).Step);

    [Fact]
    public void Compare_ModeAddedOrRemoved_IsLooserOrTighter()
    {
        var only = Calm with { Modes = Calm.Modes.Where(m => m.Key == RiskMode.Normal).ToDictionary() };

        Assert.Equal(PolicyStep.Tighter, PolicyTightening.Compare(Calm, only).Step);
        Assert.Equal(PolicyStep.Looser, PolicyTightening.Compare(only, Calm).Step);
        Assert.Equal(PolicyStep.Tighter, PolicyTightening.Compare(Calm, Calm with { Modes = null! }).Step);
    }

    [Theory]
    [InlineData(null, "0.01", PolicyStep.Tighter)] // becomes temporary
    [InlineData("0.01", null, PolicyStep.Looser)] // becomes permanent
    [InlineData("0.01", "0.015", PolicyStep.Looser)]
    [InlineData("0.015", "0.01", PolicyStep.Tighter)]
    [InlineData(null, "0.03", PolicyStep.Looser)]
    [InlineData(null, "nonsense", PolicyStep.Looser)]
    public void Compare_WhatGoesBackByItself_CountsToo(string? before, string? after, PolicyStep expected) =>
        Assert.Equal(expected, PolicyTightening.Compare(With(before, Now), With(after, Now)).Step);

    [Fact]
    public void Compare_LaterReturn_IsLooser()
    {
        Assert.Equal(PolicyStep.Looser, PolicyTightening.Compare(With("0.01", Now), With("0.01", Now.AddHours(1))).Step);
        Assert.Equal(PolicyStep.Tighter, PolicyTightening.Compare(With("0.01", Now.AddHours(1)), With("0.01", Now)).Step);
    }

    [Fact]
    public void With_EachFieldsOwnText_ChangesNothing() => Assert.All(PolicyFields.All, field =>
        Assert.Empty(PolicyTightening.Compare(Calm, field.With(Calm, field.TextOf(Calm)!)).Differences));

    [Theory]
    [InlineData("PriceCollar", "two", "PriceCollar must be a number")]
    [InlineData("PriceCollar", "1e-2", "PriceCollar must be a number")]
    [InlineData("PriceCollar", "0,02", "PriceCollar must be a number")]
    [InlineData("EntriesPerMinuteMax", "2.5", "EntriesPerMinuteMax must be a whole number")]
    [InlineData("DuplicateWindow", "5", "DuplicateWindow must be a time")]
    [InlineData("AllowNewTrades", "yes", "AllowNewTrades must be true or false")]
    [InlineData("ActiveMode", "normal", "ActiveMode must be AGGRESSIVE_SMALL_ACCOUNT, NORMAL or DEFENSIVE")]
    [InlineData("Modes.NORMAL.LeverageMax", "", "Modes.NORMAL.LeverageMax must be a number")]
    public void With_TextThatIsNoValue_NamesTheField(string path, string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => PolicyFields.Find(path)!.With(Calm, text)).Message, StringComparison.Ordinal);

    private static TradingPolicy With(string? back, DateTimeOffset untilUtc) => Calm with { Temporary = back is null ? null : [new("PriceCollar", back, untilUtc)] };

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null);

    /// <summary>Every value of the document and of each mode, by reflection alone.</summary>
    private static IEnumerable<(PropertyInfo Property, Func<TradingPolicy, object, TradingPolicy> Apply, Func<TradingPolicy, object> Read)> Places()
    {
        foreach (var property in Settable(typeof(TradingPolicy)).Where(p => !Aside.Contains(p.Name) && p.Name != "ActiveMode"))
        {
            yield return (property, (p, value) => Set(p with { }, property, value), p => property.GetValue(p)!);
        }

        foreach (var mode in Enum.GetValues<RiskMode>())
        {
            foreach (var property in Settable(typeof(RiskModeLimits)))
            {
                yield return (property, (p, value) => p with { Modes = new Dictionary<RiskMode, RiskModeLimits>(p.Modes) { [mode] = Set(p.Modes[mode] with { }, property, value) } }, p => property.GetValue(p.Modes[mode])!);
            }
        }
    }

    private static T Set<T>(T copy, PropertyInfo property, object value)
        where T : class
    {
        property.SetValue(copy, value);
        return copy;
    }

    private static object Larger(object value) => Scaled(value, 1.5m, true);

    private static object Smaller(object value) => Scaled(value, 0.5m, false);

    private static object Scaled(object value, decimal factor, bool on) => value switch
    {
        bool => on,
        int n => (int)Math.Round(n * factor, MidpointRounding.AwayFromZero),
        double d => d * (double)factor,
        TimeSpan t => t * (double)factor,
        Usd v => new Usd(v.Value * factor),
        Fraction v => new Fraction(v.Value * factor),
        Leverage v => new Leverage(v.Value * factor),
        _ => throw new NotSupportedException($"Say here how a {value.GetType().Name} grows."),
    };

    private static TradingPolicy Random(TradingPolicy policy, SeededRandom random, bool tighterOnly)
    {
        foreach (var (property, apply, read) in Places())
        {
            if (random.NextDouble() < 0.1)
            {
                var larger = tighterOnly ? LargerIsTighter[property.Name] : random.NextDouble() < 0.5;
                policy = apply(policy, larger ? Larger(read(policy)) : Smaller(read(policy)));
            }
        }

        return policy;
    }
}
