using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperDurabilityTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly ScriptedStore _store = new();

    [Fact]
    public async Task Submit_WhileItsSaveRuns_NeitherAnswersNorTells()
    {
        var bench = await StartedAsync();
        _store.IsInstant = false;
        var outcome = bench.Submit("a").AsTask();
        Assert.False(outcome.IsCompleted);
        Assert.Empty(bench.Told);
        Assert.Equal(3, bench.Exchange.Health.HeldUpdates);
        Assert.Single((await bench.AccountAsync()).Positions); // questions see the current account
        _store.CompleteOne();
        Assert.IsType<SubmitOutcome.Accepted>(await outcome.WaitAsync(Limit));
        Assert.Equal(["a New", "fill 1", "a Filled"], bench.Told);
        Assert.Single(_store.Stored!.Fills);
    }

    [Fact]
    public async Task Changes_DuringASave_ShareTheNextOneInOrder()
    {
        var bench = await StartedAsync();
        _store.IsInstant = false;
        var before = _store.Saves;
        Task<SubmitOutcome>[] outcomes = [.. Enumerable.Range(1, 5).Select(i => bench.Submit($"o{i}").AsTask())];
        bench.Bar(101m);
        Assert.Equal((1, before + 1), (_store.Pending, _store.Saves));
        _store.CompleteOne();
        Assert.Equal(["o1 New", "fill 1", "o1 Filled"], bench.Told);
        Assert.True(outcomes[0].IsCompleted);
        Assert.False(outcomes[1].IsCompleted);
        _store.CompleteOne();
        await Task.WhenAll(outcomes).WaitAsync(Limit);
        Assert.Equal(before + 2, _store.Saves);
        Assert.Equal([1L, 2, 3, 4, 5], bench.Updates.OfType<ExchangeUpdate.Filled>().Select(f => f.Fill.FillId));
    }

    [Fact]
    public async Task Save_Fails_OutcomeIsUnknownUpdatesAreHeldAndRetriedAndHealthSaysSo()
    {
        var bench = await StartedAsync();
        _store.IsInstant = false;
        var outcome = bench.Submit("a").AsTask();
        _store.FailOne();
        Assert.Contains("disk is full", Assert.IsType<SubmitOutcome.Unknown>(await outcome.WaitAsync(Limit)).Cause, StringComparison.Ordinal);
        Assert.Empty(bench.Told);
        Assert.Equal(("disk is full", 3), (bench.Exchange.Health.SaveFailure, bench.Exchange.Health.HeldUpdates));
        var meanwhile = await bench.Submit("b").AsTask().WaitAsync(Limit); // a stop must get through with a broken disk
        Assert.IsType<SubmitOutcome.Unknown>(meanwhile);
        Assert.Equal(2m, (await bench.AccountAsync()).Positions.Single().Quantity.Value);
        _store.IsInstant = true;
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a New", "fill 1", "a Filled", "b New", "fill 2", "b Filled"], bench.Told);
        Assert.Null(bench.Exchange.Health.SaveFailure);
        Assert.Equal(2, _store.Stored!.Fills.Count);
    }

    [Fact]
    public async Task Rejection_ChangesNothing_AndWaitsForNoSave()
    {
        var bench = await StartedAsync();
        _store.IsInstant = false;
        Assert.IsType<SubmitOutcome.Rejected>(await bench.Submit("a", quantity: 0.0001m).AsTask().WaitAsync(Limit));
        Assert.Equal(0, _store.Pending);
    }

    [Fact]
    public async Task Stop_TriggeredByABar_IsToldOnlyWhenSaved()
    {
        var bench = await StartedAsync();
        await bench.Submit("a");
        await bench.Submit("s", OrderSide.Sell, 1m, OrderType.StopMarket, 90m, reduceOnly: true);
        bench.Told.Clear();
        _store.IsInstant = false;
        bench.Bar(85m);
        Assert.Empty(bench.Told);
        _store.CompleteOne();
        Assert.Equal(["fill 2", "s Filled"], bench.Told);
    }

    [Fact]
    public async Task Marks_WhileSomethingIsHeld_AreSavedNowAndThen()
    {
        var bench = await StartedAsync();
        await bench.Submit("a");
        bench.Bar(123m);
        Assert.Equal(123m, _store.Stored!.Symbols[0].Mark!.Value.Value);
    }

    [Fact]
    public async Task Listener_Throws_TheExceptionSurfacesAndTheRestIsStillTold()
    {
        var bench = await StartedAsync();
        _store.IsInstant = false;
        bench.OnTold = u => { if (u is ExchangeUpdate.Filled) throw new InvalidOperationException("listener"); };
        var outcome = bench.Submit("a").AsTask();
        _store.CompleteOne();
        Assert.IsType<SubmitOutcome.Accepted>(await outcome.WaitAsync(Limit));
        bench.OnTold = null;
        var second = bench.Submit("b").AsTask();
        _store.CompleteOne();
        Assert.Equal("listener", (await Assert.ThrowsAsync<InvalidOperationException>(() => second.WaitAsync(Limit))).Message);
        Assert.Equal(["a New", "fill 1", "a Filled", "b New", "fill 2", "b Filled"], bench.Told);
    }

    [Fact]
    public async Task Restart_GoesOnFromWhatWasSaved()
    {
        var bench = await StartedAsync();
        await bench.Submit("a");
        await bench.Submit("s", OrderSide.Sell, 1m, OrderType.StopMarket, 90m, reduceOnly: true);
        var again = new ExchangeBench(store: _store);
        again.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("The paper account has not been loaded.", (await again.Exchange.GetAccountAsync(default)).Failure);
        VenueBench.AssertRejected(-1016, await again.Submit("early"));
        Assert.Throws<InvalidOperationException>(() => again.Bar(1m));
        await again.Exchange.LoadAsync(default);
        Assert.Equal(1m, (await again.AccountAsync()).Positions.Single().Quantity.Value);
        again.Bar(85m);
        Assert.Equal(["fill 2", "s Filled"], again.Told);
    }

    [Fact]
    public async Task Dispose_SavesTheLastMarksEvenAfterFailures()
    {
        var bench = await StartedAsync();
        await bench.Submit("a");
        _store.IsBroken = true;
        await bench.Submit("b");
        _store.IsBroken = false;
        await bench.Exchange.DisposeAsync().AsTask().WaitAsync(Limit);
        await bench.Exchange.DisposeAsync().AsTask().WaitAsync(Limit);
        Assert.Equal(2, _store.Stored!.Fills.Count);
    }

    [Fact]
    public async Task Load_WithAStoreThatCannotBeWritten_Fails()
    {
        _store.IsBroken = true;
        await Assert.ThrowsAsync<QuantumTrader.Domain.Execution.Paper.PaperStoreUnavailableException>(() => new ExchangeBench(store: _store).Exchange.LoadAsync(default));
    }

    private async Task<ExchangeBench> StartedAsync()
    {
        var bench = new ExchangeBench(store: _store);
        await bench.Exchange.LoadAsync(default);
        return bench.Bar(100m);
    }
}
