using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>What every store of trade states keeps to; a class per store runs it.</summary>
public abstract class TradeStateStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Stores may forget what closed long ago, so that trades close now.</summary>
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    protected abstract ITradeStateStore Store { get; }

    /// <summary>Another door to the same states, where the store has one.</summary>
    protected abstract ITradeStateStore SecondDoor { get; }

    /// <summary>The journal that the store's states are read with.</summary>
    protected virtual string JournalId => "";

    [ContractFact]
    public async Task Get_AfterSave_IsTheSameStateToTheLastDigit()
    {
        var script = new TradeScript();
        var trade = Fold(script.Planned(), script.Intended(), script.Filled(5, 0.30000001m, 100.10m, remaining: 0.7m), script.Intended(OrderPurpose.StopLoss), script.Funded(-0.5m))
            with
        { Confidence = double.NaN, ModelId = "ünïcode \u2028 \0", Fees = new(79228162514264337593543950335m), GrossPnl = new(-0.0000000000000000000000000001m) };
        await Store.SaveAsync(trade, None);

        Assert.Equal(Text(trade), TradeStateJson.Write((await SecondDoor.GetAsync(trade.TradeId, None))!));
    }

    [ContractFact]
    public async Task Get_NeverSaved_IsNull() => Assert.Null(await Store.GetAsync(TradeId.Create("9-9"), None));

    [ContractFact]
    public async Task Lists_NothingSaved_AreEmpty()
    {
        Assert.Empty(await Store.ListOpenAsync(null, None));
        Assert.Empty(await Store.ListOpenAsync(Symbol.Create("BTCUSDT"), None));
        Assert.Empty(await Store.ListClosedAsync(0, 10, None));
    }

    [ContractFact]
    public async Task Save_OlderOrEqualSequence_ChangesNothing()
    {
        var trade = Planned(1) with { LastSequence = 10 };
        await Store.SaveAsync(trade, None);
        await Store.SaveAsync(trade with { LastSequence = 9, ModelId = "older" }, None);
        await Store.SaveAsync(trade with { ModelId = "equal" }, None);
        Assert.Equal("trend", (await Store.GetAsync(trade.TradeId, None))!.ModelId);

        await Store.SaveAsync(trade with { LastSequence = 11, ModelId = "newer" }, None);
        Assert.Equal("newer", (await Store.GetAsync(trade.TradeId, None))!.ModelId);
    }

    [ContractFact]
    public async Task Save_OlderOpenStateOfAClosedTrade_DoesNotOpenItAgain()
    {
        await Store.SaveAsync(Closed(1, sequence: 20), None);
        await Store.SaveAsync(Planned(1) with { LastSequence = 19 }, None);

        Assert.Empty(await Store.ListOpenAsync(null, None));
        Assert.Single(await Store.ListClosedAsync(0, 10, None));
    }

    [ContractFact]
    public async Task Save_SequencesBeyondFiftyThreeBits_AreCompared()
    {
        var trade = Planned(1) with { LastSequence = long.MaxValue - 2 };
        await Store.SaveAsync(trade, None);
        await Store.SaveAsync(trade with { LastSequence = long.MaxValue - 1, ModelId = "newer" }, None);
        await Store.SaveAsync(trade with { LastSequence = long.MaxValue - 2, ModelId = "older" }, None);

        Assert.Equal("newer", (await Store.GetAsync(trade.TradeId, None))!.ModelId);
    }

    [ContractFact]
    public async Task List_OpenAndClosed_AreApartFilteredAndOrdered()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Store.SaveAsync(Planned(i) with { LastSequence = 100 - i }, None);
            await Store.SaveAsync(Closed(i + 3, sequence: 10 + i), None);
        }

        Assert.Equal("1-3 1-2 1-1", Ids(await Store.ListOpenAsync(null, None)));
        Assert.Equal("1-2", Ids(await Store.ListOpenAsync(Symbol.Create("ETHUSDT"), None)));
        Assert.Equal("1-6 1-5 1-4", Ids(await SecondDoor.ListClosedAsync(0, 10, None)));
        Assert.Equal("1-5", Ids(await Store.ListClosedAsync(1, 1, None)));
        Assert.Empty(await Store.ListClosedAsync(3, 10, None));
        Assert.Empty(await Store.ListClosedAsync(0, 0, None));
    }

    [ContractFact]
    public async Task ListClosed_ManyAtTheSameInstant_PagesHaveEachOnceAndAlwaysTheSame()
    {
        for (var i = 1; i <= 23; i++)
        {
            await Store.SaveAsync(Closed(i, sequence: i) with { ClosedAtUtc = Now }, None);
        }

        var all = await Store.ListClosedAsync(0, 100, None);
        var paged = new List<TradeState>();
        for (var skip = 0; skip < 25; skip += 5)
        {
            paged.AddRange(await Store.ListClosedAsync(skip, 5, None));
        }

        Assert.Equal(23, all.Select(t => t.TradeId).Distinct().Count());
        Assert.Equal(Ids(all), Ids(paged));
    }

    [ContractFact]
    public async Task ListClosed_MoreThanOneAnswerHolds_HasThemAll()
    {
        await Task.WhenAll(Enumerable.Range(1, 1_100).Select(i => Store.SaveAsync(Closed(i, sequence: i), None)));

        Assert.Equal(Enumerable.Range(1, 1_100).Reverse().Select(i => $"1-{i}"), (await Store.ListClosedAsync(0, 1_200, None)).Select(t => t.TradeId.Value));
    }

    [ContractFact]
    public async Task Save_OpenTradeThatIsOverNow_ChangesItsListAndBack()
    {
        await Store.SaveAsync(Planned(1), None);
        await Store.SaveAsync(Closed(1, sequence: 20), None);
        Assert.Empty(await Store.ListOpenAsync(null, None));
        Assert.Empty(await Store.ListOpenAsync(Symbol.Create("BTCUSDT"), None));
        Assert.Single(await Store.ListClosedAsync(0, 10, None));

        await Store.SaveAsync(Planned(1) with { LastSequence = 21 }, None); // a late fill
        Assert.Single(await Store.ListOpenAsync(null, None));
        Assert.Single(await Store.ListOpenAsync(Symbol.Create("BTCUSDT"), None));
        Assert.Empty(await Store.ListClosedAsync(0, 10, None));
    }

    [ContractFact]
    public async Task Delete_SaysWhetherThereWasOneAndLeavesNothing()
    {
        await Store.SaveAsync(Planned(1), None);
        await Store.SaveAsync(Closed(2, sequence: 5), None);

        Assert.True(await Store.DeleteAsync(TradeId.Create("1-1"), None));
        Assert.True(await Store.DeleteAsync(TradeId.Create("1-2"), None));
        Assert.False(await Store.DeleteAsync(TradeId.Create("1-1"), None));
        Assert.Null(await SecondDoor.GetAsync(TradeId.Create("1-1"), None));
        Assert.Empty(await Store.ListOpenAsync(null, None));
        Assert.Empty(await Store.ListOpenAsync(Symbol.Create("BTCUSDT"), None));
        Assert.Empty(await Store.ListClosedAsync(0, 10, None));
    }

    [ContractFact]
    public async Task Checkpoint_NeverGoesBack()
    {
        Assert.Equal(0, await Store.GetCheckpointAsync(None));
        await Store.SetCheckpointAsync(long.MaxValue - 1, None);
        await Store.SetCheckpointAsync(5, None);

        Assert.Equal(long.MaxValue - 1, await SecondDoor.GetCheckpointAsync(None));
    }

    [ContractFact]
    public async Task Save_TwoWritersOfOneTrade_TheHighestSequenceStays()
    {
        var trade = Planned(1);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Store : SecondDoor).SaveAsync(trade with { LastSequence = i * 37 % 101, Version = i * 37 % 101 }, None))));

        var stored = await Store.GetAsync(trade.TradeId, None);
        Assert.Equal((100, 100), (stored!.LastSequence, stored.Version));
        Assert.Single(await Store.ListOpenAsync(null, None));
    }

    [ContractFact]
    public async Task AnyCall_Canceled_DoesNothing()
    {
        var canceled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveAsync(Planned(1), canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SetCheckpointAsync(5, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DeleteAsync(TradeId.Create("1-1"), canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ListOpenAsync(null, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ListClosedAsync(0, 1, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync(TradeId.Create("1-1"), canceled));

        Assert.Empty(await Store.ListOpenAsync(null, None));
        Assert.Equal(0, await Store.GetCheckpointAsync(None));
    }

    internal static TradeState Fold(params TradeEvent[] events)
    {
        TradeState? state = null;
        for (var i = 0; i < events.Length; i++)
        {
            state = TradeFold.Apply(state, new JournaledEvent(i + 1, events[i])).After;
        }

        return state!;
    }

    /// <summary>Of BTCUSDT for odd numbers, of ETHUSDT for even ones; last sequence 1.</summary>
    internal static TradeState Planned(int number) => Fold(Script(number).Planned());

    /// <summary>Over; a later sequence closed later.</summary>
    internal static TradeState Closed(int number, long sequence)
    {
        var script = Script(number);
        return Fold(script.Planned(), script.Denied()) with { LastSequence = sequence, ClosedAtUtc = Now.AddHours(-2).AddSeconds(sequence) };
    }

    private static TradeScript Script(int number) => new($"1-{number}", number % 2 == 0 ? "ETHUSDT" : "BTCUSDT");

    private static string Ids(IReadOnlyList<TradeState> trades) => string.Join(' ', trades.Select(t => t.TradeId));

    private string Text(TradeState trade) => TradeStateJson.Write(trade with { JournalId = JournalId });
}

/// <summary>What a store outlives, or says that it did not.</summary>
public abstract class DurableTradeStateStoreContract : TradeStateStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>From now on the store's home cannot be used.</summary>
    protected abstract Task GoAwayAsync();

    protected abstract Task ComeBackAsync();

    [ContractFact]
    public async Task AnyCall_StoreAway_IsAnErrorAndNeverEmpty()
    {
        await Store.SaveAsync(Planned(1), None);
        await GoAwayAsync();

        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.ListOpenAsync(null, None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.ListOpenAsync(Symbol.Create("BTCUSDT"), None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.ListClosedAsync(0, 10, None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.GetAsync(TradeId.Create("1-1"), None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.GetCheckpointAsync(None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.SaveAsync(Planned(2), None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.SetCheckpointAsync(3, None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.DeleteAsync(TradeId.Create("1-1"), None));

        await ComeBackAsync();
        await Store.SaveAsync(Planned(3), None);
        Assert.Equal(["1-1", "1-3"], (await Store.ListOpenAsync(null, None)).Select(t => t.TradeId.Value).Except(["1-2"]));
    }
}
