using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Unit.Risk.Governor;
using QuantumTrader.Web.Engine.Signals;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>The modules in the engine: asked on each step and tick, heard at the gate and in the size.</summary>
public sealed class ModuleDeskTests
{
    [Fact]
    public void Step_StandardModules_EverySeatHasSpokenAndNobodyElseVotes()
    {
        using var bench = EngineBench.Started();

        var states = bench.Engine.Modules.Seats.ToDictionary(s => s.Module, s => s.StateAt(bench.Now));

        Assert.All([SafetyModule.SelfHealing, SafetyModule.RiskGuard, SafetyModule.ActiveSlots, SafetyModule.HedgeFundOs], seat => Assert.Equal(SeatState.Allows, states[seat]));
        Assert.Equal((SeatState.NotInstalled, SeatState.NotInstalled), (states[SafetyModule.PortfolioBalancer], states[SafetyModule.ProfitAmplification]));
        Assert.True(bench.Engine.Modules.Verdict.AllowsNewTrades);
    }

    [Fact]
    public void Module_Throws_DeniesEntriesAndNothingElse()
    {
        using var bench = EngineBench.Started(modules: [new FakeModule(SafetyModule.RiskGuard, _ => throw new InvalidOperationException("no decision"))]);
        var intent = bench.Plan();

        Assert.Equal(DenialSet.DirectiveFailed, bench.Denials(intent));
        Assert.Contains("Risk Guard: no decision", Assert.Single(bench.Engine.Risk.Explain(DenialSet.DirectiveFailed, in intent)).Detail, StringComparison.Ordinal);
        Assert.Null(bench.Engine.Defect);
    }

    [Fact]
    public void Directives_TooOld_DenyUntilTheNextTick()
    {
        using var bench = EngineBench.Started();
        bench.Pass(TimeSpan.FromSeconds(15) + TimeSpan.FromTicks(1));

        Assert.True((bench.Denials(bench.Plan()) & DenialSet.DirectiveStale) != 0);
        bench.Step();
        Assert.Equal(DenialSet.None, bench.Denials(bench.Plan()));
    }

    [Fact]
    public void Venue_DoesNotAnswer_SelfHealingDeniesUntilItDoes()
    {
        using var bench = EngineBench.Started();
        bench.Venue.Fails.Add("account");
        for (var i = 0; i < 3; i++)
        {
            bench.Await(() => bench.Engine.Reader.GetAccountAsync(CancellationToken.None).AsTask());
        }

        Assert.Equal(ComponentState.Down, bench.Engine.HealthNow(bench.Now).Venue);
        bench.Step();
        Assert.True((bench.Denials(bench.Plan()) & DenialSet.SelfHealingDenied) != 0);

        bench.Venue.Fails.Clear();
        bench.Await(() => bench.Engine.Reader.GetAccountAsync(CancellationToken.None).AsTask());
        bench.Step();
        Assert.Equal(DenialSet.None, bench.Denials(bench.Plan()));
    }

    [Fact]
    public void Emergency_TheVerdictStandsBelowIt()
    {
        using var bench = EngineBench.Started();
        bench.Stop();
        bench.Step();

        Assert.Equal((true, false), (bench.Engine.Modules.Verdict.IsEmergency, bench.Engine.Modules.Verdict.AllowsNewTrades));
    }

    [Theory]
    [InlineData("1", "300")]
    [InlineData("0.5", "150")]
    [InlineData("0.333", "99.9")]
    public void Entry_UnderAMultiplier_IsPlannedSmallerByIt(string multiplier, string notional)
    {
        using var bench = EngineBench.Started(modules: [Lowering(Number(multiplier))]);

        Begin(bench);

        Assert.Equal(new Usd(Number(notional)), Assert.Single(bench.Of<SizingDecided>()).Notional);
        Assert.True(bench.Of<TradePlanned>().Single().Quantity <= new Quantity(Number(notional) / 50_000m));
    }

    [Fact]
    public void Entry_InASymbolThatFillsItsShare_TakesOnlyTheRoomThatIsLeft()
    {
        using var bench = EngineBench.Started(modules: [new FakeModule(SafetyModule.HedgeFundOs, f =>
            Directive.Allow(SafetyModule.HedgeFundOs, DirectiveReason.HfosNormal, f.NowUtc, f.ValidFor) with { ConcentrationMax = new Fraction(0.01m) })]);

        Begin(bench);

        Assert.Equal(new Usd(99m), Assert.Single(bench.Of<SizingDecided>()).Notional); // of 1 % of 10,000 USD
    }

    [Theory]
    [InlineData("2", "1")] // volatility is unknown: the cautious fallback keeps its own
    [InlineData("1", "1")]
    public void Entry_OfTheFallback_IsNotRaisedToTheSmallestLeverage(string leverageMin, string leverage)
    {
        using var bench = EngineBench.Started();
        Limits(bench, l => l with { LeverageMin = new Leverage(Number(leverageMin)) });

        Begin(bench);

        Assert.Equal(Number(leverage), Assert.Single(bench.Of<SizingDecided>()).Leverage.Value);
    }

    [Theory]
    [InlineData("4", "", "4")]
    [InlineData("4", "3", "3")] // whoever allows less above the gate wins
    [InlineData("1", "", "2")] // what the sizer chose
    public void Entry_BelowTheSmallestLeverage_IsRaisedToItAndKeepsItsSize(string leverageMin, string moduleMax, string leverage)
    {
        using var bench = EngineBench.Started(new() { VolatilityTimeframe = TimeSpan.FromMinutes(1) }, [new FakeModule(SafetyModule.HedgeFundOs, f =>
            Directive.Allow(SafetyModule.HedgeFundOs, DirectiveReason.HfosNormal, f.NowUtc, f.ValidFor) with { LeverageMax = moduleMax.Length > 0 ? new Leverage(Number(moduleMax)) : null })]);
        Limits(bench, l => l with { LeverageMin = new Leverage(Number(leverageMin)), EnableRl = false });
        Calm(bench);

        Begin(bench);

        var sized = Assert.Single(bench.Of<SizingDecided>());
        Assert.Equal((Number(leverage), false), (sized.Leverage.Value, sized.IsFallback));
        Assert.Equal(Number(leverage), Assert.Single(bench.Of<TradePlanned>()).Leverage.Value);
    }

    [Fact]
    public void Entry_TheSameBetAsAPosition_IsDeniedOnItsSideAndWhileNobodyKnows()
    {
        using var bench = EngineBench.Started(modules: [new ActiveSlots()]);
        bench.Open(quantity: 0.001m);
        DenialSet Against(Direction direction) => bench.Denials(bench.Plan(direction, 0.001m, EngineBench.Eth));
        Assert.Equal((DenialSet.CorrelationTooHigh, DenialSet.CorrelationTooHigh), (Against(Direction.Long), Against(Direction.Short))); // too few bars

        for (var i = 0; i < 40; i++)
        {
            bench.Mark(50_000m + (i * i % 7), TimeSpan.FromMinutes(1)); // both alike
        }

        Assert.Equal((DenialSet.CorrelationTooHigh, DenialSet.None), (Against(Direction.Long) & DenialSet.CorrelationTooHigh, Against(Direction.Short) & DenialSet.CorrelationTooHigh));
        Assert.Equal(DenialSet.None, bench.Denials(bench.Plan(quantity: 0.001m)) & DenialSet.CorrelationTooHigh); // of the symbol itself other limits speak
    }

    private static void Limits(EngineBench bench, Func<RiskModeLimits, RiskModeLimits> change) => bench.Do(() =>
    {
        var policy = bench.Engine.Policy.Snapshot.Policy!;
        bench.Engine.Policy.Take(policy with { Version = policy.Version + 1, Modes = policy.Modes.ToDictionary(m => m.Key, m => change(m.Value)) });
    });

    /// <summary>Minutes that hardly move, so that volatility is measured, and low.</summary>
    private static void Calm(EngineBench bench)
    {
        for (var minute = 0; minute < 60; minute++)
        {
            bench.Mark(50_000m + (minute % 2), TimeSpan.FromMinutes(1));
        }
    }

    private static FakeModule Lowering(decimal multiplier) => new(SafetyModule.RiskGuard, f =>
        Directive.Allow(SafetyModule.RiskGuard, DirectiveReason.RiskManagerDrawdownNear, f.NowUtc, f.ValidFor) with { SizeMultiplier = new Fraction(multiplier) });

    /// <summary>Volatility is not measured yet, so that the sizer takes 0.3 of the cap of 1,000 USD.</summary>
    internal static void Begin(EngineBench bench)
    {
        var engine = bench.Engine;
        var desk = new EntryDesk(bench.Parts(), engine.Executor, engine.Leadership, engine.Policy, engine.Ledger, engine.Modules, engine.Tasks);
        var signal = new Signal(EngineBench.Btc, SignalAction.Buy, 0.9, "scripted", "1", Provenance.Rule, bench.Now);
        bench.Do(() => desk.Begin(engine.Symbols.Find(EngineBench.Btc)!, in signal, Direction.Long));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
