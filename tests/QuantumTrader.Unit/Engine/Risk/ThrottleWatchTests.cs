using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>An entry that is executed again and again is switched off, until a named person switches it on.</summary>
public sealed class ThrottleWatchTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public ThrottleWatchTests()
    {
        var current = _bench.Policies.Current!;
        _bench.Await(() => _bench.Policies.WriteAsync(
            current with { RepeatedExecutionsMax = 2, RepeatedExecutionWindow = TimeSpan.FromMinutes(1), DuplicateWindow = TimeSpan.Zero }, current.Version, CancellationToken.None));
        _bench.Await(_bench.Engine.RefreshPolicyAsync);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Entry_ExecutedAsOftenAsAllowed_IsOffForThatSideAlone()
    {
        Repeat();

        Assert.Equal(DenialSet.RepeatedExecution, Denials(Direction.Long) & DenialSet.RepeatedExecution);
        Assert.Equal(DenialSet.None, Denials(Direction.Short) & DenialSet.RepeatedExecution);
        var told = Assert.Single(_bench.Of<EntriesSwitchedOff>());
        Assert.Equal((EngineBench.Btc, OrderSide.Buy, 2, TimeSpan.FromMinutes(1)), (told.Symbol, told.Side, told.Executions, told.Window));
    }

    [Fact]
    public void Entry_SwitchedOff_TimeAloneDoesNotSwitchItOn()
    {
        Repeat();
        _bench.Pass(TimeSpan.FromDays(2));
        _bench.Step();

        Assert.True((Denials(Direction.Long) & DenialSet.RepeatedExecution) != 0);
    }

    [Fact]
    public void Entry_SwitchedOff_SurvivesARestart()
    {
        Repeat();
        _bench.Pass(TimeSpan.FromHours(1));

        using var next = new EngineBench(venueOf: _bench, switchedOff: _bench.SwitchedOff);
        next.Await(() => next.Engine.StartAsync(held: null));
        next.Step();

        Assert.True((next.Denials(next.Plan()) & DenialSet.RepeatedExecution) != 0);
    }

    [Fact]
    public void SwitchOn_ByName_AllowsItAndSaysWho()
    {
        Repeat();

        Assert.Null(SwitchOn());
        Assert.False((Denials(Direction.Long) & DenialSet.RepeatedExecution) != 0);
        var told = Assert.Single(_bench.Of<EntriesSwitchedOn>());
        Assert.Equal(("anna", "looked at"), (told.By, told.Reason));
        Assert.Empty(_bench.Await(() => _bench.SwitchedOff.ReadAsync(CancellationToken.None)));
        Assert.NotNull(SwitchOn());
    }

    [Fact]
    public void SwitchOn_TheStoreRefuses_StaysOffAndIsStoredAgain()
    {
        Repeat();
        _bench.SwitchedOff.Fails = true;

        Assert.StartsWith("Nothing was switched on", SwitchOn(), StringComparison.Ordinal);
        Assert.True((Denials(Direction.Long) & DenialSet.RepeatedExecution) != 0);
        _bench.SwitchedOff.Fails = false;
        _bench.Do(_bench.Engine.OnTick);
        Assert.Single(_bench.Await(() => _bench.SwitchedOff.ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public void Start_TheStoreCannotBeRead_DeniesUntilItCan()
    {
        using var bench = new EngineBench();
        bench.SwitchedOff.Fails = true;
        bench.Await(() => bench.Engine.StartAsync(held: null));
        bench.Step();
        Assert.Equal(DenialSet.RepeatedExecution, bench.Denials(bench.Plan()));

        bench.SwitchedOff.Fails = false;
        bench.Do(bench.Engine.OnTick);

        Assert.Equal(DenialSet.None, bench.Denials(bench.Plan()));
    }

    [Fact]
    public void Entry_SwitchedOffWhileTheStoreFails_IsOffAndStoredLater()
    {
        _bench.SwitchedOff.Fails = true;
        Repeat();
        Assert.True((Denials(Direction.Long) & DenialSet.RepeatedExecution) != 0);

        _bench.SwitchedOff.Fails = false;
        _bench.Do(_bench.Engine.OnTick);

        Assert.Single(_bench.Await(() => _bench.SwitchedOff.ReadAsync(CancellationToken.None)));
    }

    /// <summary>Twice in and out.</summary>
    private void Repeat()
    {
        for (var i = 0; i < 2; i++)
        {
            var trade = _bench.Open();
            _bench.Do(() => _bench.Engine.Desk.Exit(trade, "SIGNAL_EXIT"));
            _bench.Until(() => _bench.Trade(trade.TradeId).Phase == TradePhase.Closed, "the trade was closed");
            _bench.Step();
        }
    }

    private string? SwitchOn() => _bench.Await(() => _bench.Engine.Throttle.SwitchOnAsync(EngineBench.Btc, OrderSide.Buy, "anna", "looked at"));

    private DenialSet Denials(Direction direction) => _bench.Denials(_bench.Plan(direction));
}
