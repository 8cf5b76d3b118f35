using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Emergency;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Unit.Risk;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>Mistakes that risk checks of a running engine are known to make, each by name; none of them is ours.</summary>
public sealed class KnownMistakesTests
{
    /// <summary>The account's reading failed, came back as zero, and "the whole account is lost".</summary>
    [Fact]
    public void Drawdown_AccountReadsAsZeroOnce_StopsNothing()
    {
        using var bench = new TriggerBench();
        bench.Engine.Open();
        bench.Engine.Venue.Wallet = 0m;
        bench.Compare();
        bench.Engine.Venue.Wallet = 10_000m;
        bench.Compare();
        bench.Run(TimeSpan.FromSeconds(10));

        Assert.Null(bench.Stopped);
        Assert.Equal(DenialSet.None, bench.Engine.Denials(bench.Engine.Plan(symbol: EngineBench.Eth)));
    }

    /// <summary>The loss that nobody has realised yet is not in the wallet.</summary>
    [Fact]
    public void Drawdown_LossIsNotRealised_CountsAllTheSame()
    {
        using var bench = new TriggerBench();
        bench.Engine.Venue.Hold(EngineBench.Btc, 0.2m); // by hand, 10,000 USD
        bench.Compare();
        bench.Compare();
        bench.Run(TimeSpan.FromSeconds(5));

        bench.Step(44_900m);
        bench.Step(44_900m);

        Assert.Equal(TriggerCodes.Drawdown, bench.Stopped);
        Assert.Equal(10_000m, bench.Engine.Venue.Wallet);
    }

    /// <summary>10 where 0.10 is meant is a limit that nothing ever reaches.</summary>
    [Theory]
    [InlineData("10")]
    [InlineData("1.0001")]
    [InlineData("0")]
    [InlineData("-0.1")]
    public void Limits_InPercentWhereAShareIsMeant_AreRefusedByName(string value)
    {
        var share = new Fraction(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        var policy = DefaultPolicy.Create(DateTimeOffset.UnixEpoch);

        foreach (var (field, wrong) in new (string, TradingPolicy)[]
        {
            (nameof(TradingPolicy.DrawdownLimit), policy with { DrawdownLimit = share }),
            (nameof(TradingPolicy.AllTimeDrawdownLimit), policy with { AllTimeDrawdownLimit = share }),
            (nameof(RiskModeLimits.DailyDrawdownMax), WithLimits(policy, l => l with { DailyDrawdownMax = share })),
            (nameof(RiskModeLimits.RiskPerTradeMax), WithLimits(policy, l => l with { RiskPerTradeMax = share })),
        })
        {
            Assert.Contains(PolicyValidator.Validate(wrong), p => $"{p}".Contains(field, StringComparison.Ordinal));
            Assert.Equal(DenialSet.PolicyInvalid, Given.Denials(Given.Inputs with { Policy = new PolicySnapshot(wrong, Given.Inputs.NowUtc) }));
        }
    }

    /// <summary>What is on its way to the venue is forgotten by the next decision.</summary>
    [Fact]
    public void Reservation_EntryIsOnTheWireOrNotFilledYet_StillCounts()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var first = bench.Plan();
        bench.Venue.FillsOf = _ => 0.004m;
        int? onTheWire = null;
        bench.Venue.OnCall = call => onTheWire ??= call.StartsWith("submit", StringComparison.Ordinal) ? bench.Engine.Reservations.Count : null;

        bench.Await(() => bench.Engine.Executor.SubmitAsync(first, "", null).AsTask());

        Assert.Equal((1, 1), (onTheWire, bench.Engine.Reservations.Count)); // 0.006 of it are not filled
        bench.Do(() => bench.Venue.Fill(first.ClientOrderId.Value, 0.006m, 50_000m));
        Assert.Equal(0, bench.Engine.Reservations.Count); // the ledger has it
    }

    /// <summary>A flag with a lifetime blocks everything, and nobody knows who set it.</summary>
    [Fact]
    public void Block_OfWhateverKind_SaysWhoWhySinceWhenAndUntilWhen()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var (builder, until) = (Builder(bench), bench.Now.AddMinutes(15));
        bench.Do(() =>
        {
            bench.Engine.Mode.Hold("SAFE_MODE", "the operator looks at something", bench.Now, until);
            bench.Engine.Pauses.Pause(EngineBench.Btc, "REJECTS", "five rejects in a minute", bench.Now, until);
        });

        var view = builder.Build();

        Assert.Equal((TradingMode.ReduceOnly, "SAFE_MODE", "the operator looks at something", bench.Now), (view.Mode, view.ModeBy, view.ModeReason, view.ModeSinceUtc));
        var hold = Assert.Single(view.Holds);
        Assert.Equal(("SAFE_MODE", until), (hold.Owner, hold.UntilUtc));
        var pause = Assert.Single(view.Pauses);
        Assert.Equal(("REJECTS", "five rejects in a minute", until), (pause.Owner, pause.Reason, pause.UntilUtc));
        bench.Step();
        Assert.Contains("MODE_REDUCE_ONLY", Deny(bench).Codes);

        bench.Mark(50_000m, TimeSpan.FromMinutes(15));
        bench.Do(bench.Engine.OnTick);
        bench.Step();
        Assert.Equal((TradingMode.Active, 0), (builder.Build().Mode, builder.Build().Holds.Count));
    }

    /// <summary>A check denies every signal for days and nobody notices.</summary>
    [Fact]
    public void NothingTrades_EveryEntryIsDenied_IsCountedByCodeWithTheNumbersUntilOneGoesOut()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var (builder, began) = (Builder(bench), bench.Now);
        for (var i = 0; i < 5; i++)
        {
            Deny(bench, confidence: 0.1);
            bench.Mark(50_000m, TimeSpan.FromMinutes(1));
        }

        var group = Assert.Single(builder.Build().DenialGroups);
        Assert.Equal(("CONFIDENCE_TOO_LOW", 5L, 5L), (group.Code, group.Count, group.InLastHour));
        Assert.Contains("0.1", group.LastDetail, StringComparison.Ordinal);
        Assert.Contains("0.5", group.LastDetail, StringComparison.Ordinal); // what would have passed
        Assert.Equal((5L, 5L, began), (builder.Build().DenialCount, builder.Build().DenialsInARow, builder.Build().DenialsInARowSinceUtc));

        bench.Open();
        Assert.Equal((5L, 0L, null), (builder.Build().DenialCount, builder.Build().DenialsInARow, builder.Build().DenialsInARowSinceUtc));
    }

    /// <summary>The shared store is away: entries go on with the policy of five minutes ago, or exits stop as well.</summary>
    [Fact]
    public void Policy_StoreAwayForLong_DeniesEntriesLetsExitsThroughAndCatchesUp()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var trade = bench.Open();
        bench.Policies.Fault = Fault.Fails;
        bench.Pass(TimeSpan.FromMinutes(5));
        bench.Await(bench.Engine.RefreshPolicyAsync);

        Assert.True((bench.Denials(bench.Plan(symbol: EngineBench.Eth)) & DenialSet.PolicyStale) != 0);
        bench.Do(() => bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        bench.Until(() => bench.Venue.HeldOf(EngineBench.Btc) == 0m, "the exit went out");

        bench.Policies.Fault = Fault.None;
        var current = bench.Policies.Current!;
        bench.Await(() => bench.Policies.WriteAsync(current with { SymbolNotionalMax = new Usd(77m) }, current.Version, CancellationToken.None)); // meanwhile, elsewhere
        bench.Await(bench.Engine.RefreshPolicyAsync);
        bench.Step();

        var denials = bench.Denials(bench.Plan(symbol: EngineBench.Eth));
        Assert.Equal((DenialSet.None, DenialSet.SymbolNotionalTooLarge), (denials & DenialSet.PolicyStale, denials & DenialSet.SymbolNotionalTooLarge));
    }

    /// <summary>The mode before is read after the change, so that it is always the new one.</summary>
    [Fact]
    public void Policy_ModeIsSwitched_IsToldWithTheModeBefore()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var current = bench.Policies.Current!;
        bench.Await(() => bench.Policies.WriteAsync(PolicyChanges.SwitchMode(current, RiskMode.Defensive, "anna", bench.Now), current.Version, CancellationToken.None));

        bench.Await(bench.Engine.RefreshPolicyAsync);

        var told = bench.Of<PolicyUpdated>().Last();
        Assert.Equal((RiskMode.Normal, RiskMode.Defensive, "anna"), (told.PreviousMode, told.NewMode, told.UpdatedBy));
    }

    private static EngineViewBuilder Builder(EngineBench bench)
    {
        var builder = new EngineViewBuilder(bench.Engine, TradingEnvironment.Paper, "fake", bench.Journal, bench.Time);
        bench.Bus.Subscribe(builder.OnEvent);
        return builder;
    }

    private static OrderDenied Deny(EngineBench bench, double confidence = 0.7)
    {
        var intent = bench.Plan(symbol: EngineBench.Eth) with { Confidence = confidence };
        Assert.IsType<ExecutionResult.Denied>(bench.Await(() => bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask()));
        return bench.Of<OrderDenied>().Last();
    }

    private static TradingPolicy WithLimits(TradingPolicy policy, Func<RiskModeLimits, RiskModeLimits> change) =>
        policy with { Modes = policy.Modes.ToDictionary(m => m.Key, m => m.Key == policy.ActiveMode ? change(m.Value) : m.Value) };
}
