using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>The run when the venue does not do as it should: it never hangs, never gives up, and never says flat too early.</summary>
public sealed class EmergencyRunTroubleTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("account")]
    [InlineData("orders")]
    [InlineData("conditionals")]
    [InlineData("submit")]
    [InlineData("cancelAll")]
    [InlineData("cancelAllConditional")]
    public void Run_OneKindOfCallHangs_ItGoesOnAndIsFlatOnceThatAnswers(string call)
    {
        var trade = _bench.Open();
        _bench.Venue.Hangs.Add(call);
        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(3));
        if (_bench.Venue.Asked.ContainsKey(call))
        {
            Assert.Equal(EmergencyRunState.Stuck, _bench.Record!.RunState);
        }

        _bench.Venue.Hangs.Clear();

        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        Assert.Equal(EmergencyRunState.Flat, _bench.Record!.RunState);
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Run_CancelsHang_TheClosesDoNotWaitLongerThanOneLimit()
    {
        _bench.Open();
        _bench.Open(symbol: EngineBench.Eth);
        _bench.Venue.Fails.Add("orders"); // then every symbol's orders are canceled
        _bench.Venue.Hangs.Add("cancelAll");
        var began = _bench.Now;

        _bench.Stop();
        _bench.Until(() => _bench.Venue.Sent("submit qtx-").Any(), "the first close was sent");

        Assert.InRange(_bench.Now - began, TimeSpan.Zero, _bench.Settings.Execution.AckTimeout);
    }

    [Fact]
    public void Run_ThatCannotClose_IsStuckAndStaysSoWhileItTriesAndKeepsTheStop()
    {
        var trade = _bench.Open();
        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-1008, "Server overloaded.");
        _bench.Stop();
        _bench.Until(() => _bench.Record!.RunState == EmergencyRunState.Stuck, "it was stuck");
        Assert.True(_bench.Now - _bench.Record!.Latch.ActivatedAtUtc >= _bench.Settings.Emergency.StuckAfter);
        Assert.Contains("BTCUSDT", _bench.Record.Detail, StringComparison.Ordinal);
        Assert.Contains(_bench.Venue.Orders, o => o.Type == OrderType.StopMarket && o.Symbol == trade.Symbol);

        var (sent, saves) = (_bench.Venue.Sent("submit qtx-").Count(), _bench.Latches.Saves.Count);
        _bench.Pass(TimeSpan.FromMinutes(5));

        Assert.True(_bench.Venue.Sent("submit qtx-").Count() > sent);
        Assert.All(_bench.Latches.Saves.Skip(saves), s => Assert.Equal(EmergencyRunState.Stuck, s.RunState));
        Assert.Contains(_bench.Venue.Orders, o => o.Type == OrderType.StopMarket);

        _bench.Venue.Outcome = null;
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Run_ThatCannotClose_DoesNotFloodTheVenue()
    {
        _bench.Open();
        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-1008, "Server overloaded.");

        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(10));

        Assert.InRange(_bench.Venue.Sent("submit qtx-").Count(), 4, 12);
    }

    [Fact]
    public void Run_TheAccountCannotBeRead_ClosesWhatItHeldAsFarAsIsKnownAndIsNotFlatBeforeItWasRead()
    {
        var trade = _bench.Open();
        _bench.Venue.Fails.Add("account");

        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
        Assert.Single(_bench.Venue.Sent("submit qtx-"));
        _bench.Pass(TimeSpan.FromMinutes(2));
        Assert.Single(_bench.Venue.Sent("submit qtx-")); // told of the fill, it knows that nothing is left
        Assert.False(_bench.Record!.IsRunOver);
        Assert.NotEmpty(_bench.Venue.Orders); // and keeps the stop: nobody has seen yet that it protects nothing
        _bench.Venue.Fails.Clear();
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Run_TheAccountCannotBeReadAndIsFlatAlready_TheRefusedClosesAreFewAndHarmless()
    {
        var trade = _bench.Open();
        _bench.Venue.Fails.Add("account");
        _bench.Venue.Outcome = i => new SubmitOutcome.Rejected(VenueCodes.ReduceOnlyRejected, "ReduceOnly Order is rejected.");

        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(2));

        Assert.InRange(_bench.Venue.Sent("submit qtx-").Count(), 2, 12); // once a round
        Assert.Contains(_bench.Venue.Orders, o => o.Type == OrderType.StopMarket && o.Symbol == trade.Symbol);
    }

    /// <summary>Each look costs the venue's patience, and the order's fate is asked for with what is left of it.</summary>
    [Fact]
    public void Run_AnEntryInDoubtAndNothingOpen_LooksNowAndThenAndProvesAtOnceWhenItIsSettled()
    {
        _bench.Venue.HangsFor = _ => true;
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(_bench.Plan(), "", null).AsTask());
        var asked = _bench.Venue.Asked.GetValueOrDefault("conditionals");

        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(20));

        Assert.False(_bench.Record!.IsRunOver);
        Assert.InRange(_bench.Venue.Asked["conditionals"] - asked, 3, 6);
        _bench.Until(() => _bench.Engine.Unknown.Count == 0 && _bench.Engine.Executor.PendingCount == 0, "the order was settled");
        _bench.Pass(_bench.Settings.Emergency.ProofGap + TimeSpan.FromSeconds(3));
        Assert.True(_bench.Record!.IsRunOver);
    }

    [Fact]
    public void Run_OneSymbolThatRefuses_DoesNotKeepTheOthersOpen()
    {
        _bench.Open();
        _bench.Open(symbol: EngineBench.Eth);
        _bench.Venue.Outcome = i => i.Symbol == EngineBench.Btc ? new SubmitOutcome.Rejected(-1008, "no") : null;

        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Eth));
        Assert.False(_bench.Record!.IsRunOver);
    }

    [Fact]
    public void Run_AReadingThatFails_IsNeverAReadingThatIsFlat()
    {
        _bench.Venue.Fails.Add("account");
        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(EmergencyRunState.Stuck, _bench.Record!.RunState);
        Assert.Contains("could not be read", _bench.Record.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhileItOwnsTheAccount_TheDeskSendsNothing()
    {
        var trade = _bench.Open();
        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-1008, "no");
        _bench.Stop();
        _bench.Venue.Calls.Clear();

        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        _bench.Pass(TimeSpan.FromSeconds(30));

        Assert.All(_bench.Venue.Sent("submit"), c => Assert.StartsWith("submit qtx-", c, StringComparison.Ordinal));
        Assert.True(_bench.Engine.Desk.IsPaused);
    }

    [Fact]
    public void Entry_ThatFillsAfterTheProof_IsFlattenedTooAndTheStateSaysSo()
    {
        _bench.Venue.FillsOf = _ => 0m;
        var intent = _bench.Plan();
        _bench.Await(() => _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        _bench.Venue.FillsOf = null;
        _bench.StopAndFlatten();
        var first = _bench.Of<EmergencyRunAdvanced>().Count();

        _bench.Do(() => _bench.Venue.Tell(intent.ClientOrderId.Value, intent.Symbol, OrderSide.Buy, 0.01m, 50_000m)); // it had been on the wire
        _bench.Do(_bench.Engine.OnTick);
        Assert.False(_bench.Record!.IsRunOver);
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat again");

        Assert.Equal(0m, _bench.Venue.HeldOf(intent.Symbol));
        Assert.Empty(_bench.Venue.Orders);
        Assert.True(_bench.Of<EmergencyRunAdvanced>().Count() > first);
    }

    [Fact]
    public void Run_TheLatchFileFailsAtEveryStep_FlattensAllTheSame()
    {
        var trade = _bench.Open();
        _bench.Latches.Fault = Fault.Fails;

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
    }
}
