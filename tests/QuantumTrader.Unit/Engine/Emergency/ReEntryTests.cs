using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Unit.Engine.Risk;
using QuantumTrader.Unit.Risk.Governor;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Emergency.Triggers;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>After a reset trading comes back in steps, and falls back on trouble.</summary>
public sealed class ReEntryTests : IDisposable
{
    private static readonly TimeSpan Step = new EmergencyOptions().ReEntryStep;
    private readonly EngineBench _bench = EngineBench.Started(new EngineSettings { Triggers = new TriggersOptions { DataStale = false } }); // minutes pass without a bar

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Reset_Done_ComesBackInFourSteps()
    {
        Reset();

        Assert.Equal(TradingMode.ReduceOnly, _bench.Engine.EffectiveMode);
        Assert.True((Denials() & DenialSet.ModeReduceOnly) != 0);
        Assert.Equal(0m, Share);
        foreach (var share in new[] { 0.1m, 0.5m, 1m })
        {
            After(Step - TimeSpan.FromSeconds(2));
            Assert.NotEqual(share, Share);
            After(TimeSpan.FromSeconds(2));
            Assert.Equal(share, Share);
            Assert.Equal(TradingMode.Active, _bench.Engine.EffectiveMode);
        }

        Assert.Null(_bench.Engine.ReEntry.State);
        Assert.Null(_bench.Archive.ReadReEntry());
        Assert.Equal([ReEntryStage.ReduceOnly, ReEntryStage.Tenth, ReEntryStage.Half, ReEntryStage.Full], _bench.Of<ReEntryMoved>().Select(e => e.Stage));
    }

    [Fact]
    public void Share_OnTheWay_IsOneMultiplierOfWhichTheLowestWinsAndTheDecisionNamesIt()
    {
        Reset();
        After(Step);
        _bench.Step();

        var verdict = _bench.Engine.Modules.Verdict;
        Assert.Equal((0.1m, SafetyModule.ReEntry), (verdict.SizeMultiplier.Value, verdict.Primary));
        var until = _bench.Engine.ReEntry.State!.SinceUtc + Step;
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"Re-Entry: Trading comes back in stages after the reset of an emergency: 10 % of each size now. Entries: size x 0.1. It holds until {until:yyyy-MM-dd HH:mm:ss}Z."),
            _bench.Engine.Modules.Seats[0].Last!.Value.Why);
        Assert.True((Denials() & DenialSet.OrderNotionalTooLarge) != 0); // 500 USD, where a tenth of 1,000 is allowed: the gate holds it too

        Deny("DATA_STALE");
        Assert.Equal(0m, _bench.Engine.Modules.Verdict.SizeMultiplier.Value); // at once
    }

    [Theory]
    [InlineData("0.5", "30")] // 0.3 of 1,000 USD, times 0.1
    [InlineData("0.05", "15")]
    public void Entry_OnTheWayUnderAnothersMultiplier_IsMadeSmallerByTheLowestAlone(string multiplier, string notional)
    {
        var lowest = decimal.Parse(multiplier, CultureInfo.InvariantCulture);
        using var bench = new EngineBench(settings: _bench.Settings, venueOf: OnTheWay(), modules: [new FakeModule(SafetyModule.RiskGuard, f =>
            Directive.Allow(SafetyModule.RiskGuard, DirectiveReason.RiskManagerDrawdownNear, f.NowUtc, f.ValidFor) with { SizeMultiplier = new Fraction(lowest) })]);
        bench.Await(() => bench.Engine.StartAsync(held: null));
        bench.Step();

        ModuleDeskTests.Begin(bench);

        Assert.Equal(decimal.Parse(notional, CultureInfo.InvariantCulture), Assert.Single(bench.Of<Domain.Sizing.SizingDecided>()).Notional.Value);
    }

    private EngineBench OnTheWay()
    {
        Reset();
        After(Step);
        return _bench;
    }

    [Fact]
    public void Reset_BeforeAnybodyLookedAtEquityAgain_IsNoTrouble()
    {
        Reset();
        _bench.Pass(TimeSpan.FromMilliseconds(1));
        _bench.Do(_bench.Engine.OnTick);
        _bench.Do(_bench.Engine.OnTick);

        Assert.Equal("Trading was reset.", _bench.Engine.ReEntry.State!.Cause);
    }

    [Fact]
    public void Denial_ThatSpeaksOfTrouble_StepsBackOnce()
    {
        Reset();
        After(Step);
        After(Step);
        Assert.Equal(0.5m, Share);

        Deny("DATA_STALE");
        Assert.Equal(0.1m, Share);

        Deny("MAX_POSITIONS"); // the ordinary business of the gate
        Assert.Equal(0.1m, Share);
        After(Step - TimeSpan.FromSeconds(2));
        Assert.Equal(0.1m, Share);
        After(TimeSpan.FromSeconds(2));
        Assert.Equal(0.5m, Share);
    }

    [Fact]
    public void Drawdown_ThatReachesTheWarning_StepsBack()
    {
        Reset();
        After(Step);
        After(Step);

        _bench.Venue.Wallet = 9_350m; // 6.5 % of a limit of 10 %
        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new Domain.Execution.ExchangeUpdate.FundingPaid(EngineBench.Btc, PositionSide.Both, new Usd(-650m), _bench.Now)));
        _bench.Step();
        _bench.Step();
        _bench.Do(_bench.Engine.OnTick);

        Assert.Equal(0.1m, Share);
    }

    [Fact]
    public void Restart_OnTheWay_GoesOnWhereItWas()
    {
        Reset();
        After(Step);

        using var next = new EngineBench(venueOf: _bench);

        Assert.Equal(0.1m, next.Engine.ReEntry.SizeShare.Value);
    }

    [Fact]
    public void Restart_NobodyCanReadHowFar_BeginsAnew()
    {
        _bench.Archive.ReadFault = () => new InvalidDataException("torn");

        using var next = new EngineBench(venueOf: _bench);

        Assert.Equal(0m, next.Engine.ReEntry.SizeShare.Value);
        Assert.Equal(TradingMode.ReduceOnly, next.Engine.ReEntry.Floor);
    }

    [Fact]
    public void StepForward_ThatCannotBeSaved_IsNotMade()
    {
        Reset();
        _bench.Archive.Fault = () => new IOException("No space left on device.");
        After(Step);
        Assert.Equal(0m, Share);

        _bench.Archive.Fault = null;
        After(TimeSpan.FromSeconds(1));
        Assert.Equal(0.1m, Share);
    }

    [Fact]
    public void Reset_TheWayBackCannotBeSaved_StaysStopped()
    {
        _bench.StopAndFlatten();
        _bench.Archive.Fault = () => new IOException("No space left on device.");

        Assert.Contains("stays stopped", _bench.Reset().Refusal, StringComparison.Ordinal);
        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Theory]
    [InlineData("DRAWDOWN", true)]
    [InlineData("SOMETHING_NEW", true)]
    [InlineData("MANUAL", false)]
    [InlineData("COMMAND_LINE", false)]
    public void Reset_InTheCoolDown_IsRefusedForWhatTrippedByItself(string trigger, bool cools)
    {
        _bench.Await(() => _bench.Engine.Emergency.ActivateAsync(trigger, "test", "tester"));
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the account was flat");

        Assert.Equal(!cools, _bench.Reset().Done);
        if (cools)
        {
            _bench.Pass(new EmergencyOptions().CoolDown);
            Assert.True(_bench.Reset().Done);
        }
    }

    [Fact]
    public void Annul_WithEvidence_IsKeptBesideTheCertificateAndEndsTheCoolDown()
    {
        var run = Tripped();
        Assert.Contains("annul", _bench.Reset().Refusal, StringComparison.Ordinal);

        Assert.True(Annul(run, "A bad tick: the venue's own mark never moved.").Done);

        Assert.Equal("tester", _bench.Archive.ReadAnnulment(run)!.AnnulledBy);
        Assert.NotNull(_bench.Archive.ReadCertificate(run));
        Assert.Equal(run, Assert.Single(_bench.Of<EmergencyAnnulled>()).Run);
        Assert.Contains("already", Annul(run, "A bad tick, once more.").Refusal, StringComparison.Ordinal);
        Assert.True(_bench.Reset().Done);
    }

    [Theory]
    [InlineData("short", "Say who")]
    [InlineData("", "Say who")]
    public void Annul_WithoutEvidence_IsRefused(string evidence, string refusal)
    {
        var run = Tripped();

        Assert.StartsWith(refusal, Annul(run, evidence).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("There is no certificate", Annul(RunName.Of(Guid.Empty, 1), "long enough to pass").Refusal, StringComparison.Ordinal);
        Assert.StartsWith("There is no certificate", Annul("../../x", "long enough to pass").Refusal, StringComparison.Ordinal);
        Assert.Empty(_bench.Of<EmergencyAnnulled>());
    }

    [Fact]
    public void Share_OfAnyStage_IsNeverAboveOne() =>
        Assert.All(Enumerable.Range(-2, 9), s => Assert.InRange(new ReEntryState(Guid.Empty, (ReEntryStage)s, _bench.Now, "").SizeShare.Value, 0m, 1m));

    private decimal Share => _bench.Engine.ReEntry.SizeShare.Value;

    private string Tripped()
    {
        _bench.Await(() => _bench.Engine.Emergency.ActivateAsync("DRAWDOWN", "test", "drawdown monitor"));
        _bench.Until(() => _bench.Engine.Emergency.LastRuns.Count > 0, "the run was certified");
        return _bench.Record!.RunName;
    }

    private AnnulReceipt Annul(string run, string evidence) => _bench.Await(() => _bench.Engine.Emergency.AnnulAsync(new AnnulRequest(run, "tester", evidence)));

    private void Reset()
    {
        _bench.StopAndFlatten();
        Assert.True(_bench.Reset().Done);
        _bench.Step();
    }

    private void After(TimeSpan span)
    {
        _bench.Pass(span);
        _bench.Do(_bench.Engine.OnTick);
    }

    private void Deny(string code)
    {
        var intent = _bench.Plan();
        var denied = new OrderDenied(Guid.Empty, _bench.Now, intent.TradeId) { Symbol = intent.Symbol, ClientOrderId = intent.ClientOrderId, Purpose = intent.Purpose, Codes = [code], Details = [""] };
        _bench.Do(() => _ = _bench.Bus.PublishAsync(denied).AsTask());
    }

    private DenialSet Denials()
    {
        var intent = _bench.Plan();
        return _bench.Engine.Risk.CheckAgain(in intent);
    }
}
