using CsCheck;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>Two machines lead in turn, and each comes back with a journal that the other knew nothing of.</summary>
public sealed class TradeTakeoverTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Restore_AnotherLedMeanwhile_ItsStatesWinAndOwnLaterEventsApply() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 5]).Sample((seed, trades) => TryOneAsync(new SeededRandom(seed), trades).GetAwaiter().GetResult(), iter: 400, threads: 1);

    [Fact]
    public async Task Restore_SharedStoreAway_IsLocalOnlyAndSaysSoUntilItWasMerged()
    {
        var shared = new SharedStoreFake();
        using var a = new TradingProcess("A", shared);
        var life = Life("1-1");
        await a.StartAsync();
        await a.LeadAsync(1);
        await a.PublishAsync(life.Take(3));
        await TradingProcess.SaveAsync(a.SharedProjector);
        using var b = new TradingProcess("B", shared);
        await b.StartAsync();
        await b.LeadAsync(2);
        await b.PublishAsync(life.Skip(3)); // closes it
        await TradingProcess.SaveAsync(b.SharedProjector);

        shared.IsAway = true;
        await a.StartAsync();
        Assert.NotNull(a.Restored.SharedMissing);
        Assert.Equal(TradePhase.Open, Assert.Single(a.Book.Open).Phase);
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => a.LeadAsync(3, a.Restored.UpTo));

        shared.IsAway = false;
        await a.LeadAsync(3, a.Restored.UpTo);
        Assert.Empty(a.Book.Open);
        Assert.Equal(Facts(b.Book.Recent.Single()), Facts(a.Book.Recent.Single()));
        Assert.Equal("A", a.Book.Recent.Single().JournalId);
        await a.StartAsync();
        Assert.Null(a.Restored.SharedMissing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the process dies after the take-over
    public async Task Merge_TradeWasEndedElsewhereSoLongAgoThatItsRecordIsGone_IsNotOpenAgain(bool restarts)
    {
        var (shared, a) = await AwayWithAnOpenTradeAsync();
        using var _ = a;
        using var b = new TradingProcess("B", shared);
        await b.StartAsync();
        await b.LeadAsync(2);
        await b.PublishAsync(Life("1-1").Skip(3));
        await TradingProcess.SaveAsync(b.SharedProjector);
        shared.Drop(TradeId.Create("1-1"));

        await a.StartAsync();
        Assert.Single(a.Book.Open);
        await a.LeadAsync(3, a.Restored.UpTo);
        if (restarts)
        {
            await a.StartAsync();
            await a.LeadAsync(4, a.Restored.UpTo);
        }

        Assert.Empty(a.Book.Open);
        var ended = Assert.Single(a.Book.Recent);
        Assert.Equal((TradePhase.Closed, ExitReasons.EndedElsewhere, Quantity.Zero), (ended.Phase, ended.ExitReason, ended.QuantityOpen));
        Assert.True(ended.QuantityUnexplained.IsPositive && ended.Orders.Count == 0);
        Assert.Empty(shared.Trades);
    }

    [Fact]
    public async Task Merge_StoreWasEmptied_TheOpenTradeStaysOpenAndIsSavedAgain()
    {
        var (shared, a) = await AwayWithAnOpenTradeAsync();
        using var _ = a;
        shared.Flush();

        await a.StartAsync();
        await a.LeadAsync(2, a.Restored.UpTo);

        Assert.Single(a.Book.Open);
        Assert.Equal(TradePhase.Open, Assert.Single(shared.Trades.Values).Phase);
    }

    [Fact]
    public async Task Merge_StoreFailsAtAnyCall_IsRepeatedAndAtAnyCrashNothingIsLost()
    {
        for (var calls = 0; calls < 8; calls++)
        {
            var shared = new SharedStoreFake();
            using var a = new TradingProcess("A", shared);
            await a.StartAsync();
            await a.LeadAsync(1);
            string[] ids = ["1-1", "1-2", "1-3"];
            await a.PublishAsync(ids.SelectMany(id => Life(id).Take(3)));
            await TradingProcess.SaveAsync(a.SharedProjector);
            using var b = new TradingProcess("B", shared);
            await b.StartAsync();
            await b.LeadAsync(2);
            await b.PublishAsync(ids.SelectMany(id => Life(id).Skip(3).Take(2)));
            await TradingProcess.SaveAsync(b.SharedProjector);
            var expected = b.Book.Open.ToDictionary(t => t.TradeId, Facts);

            await a.StartAsync();
            shared.CallsLeft = calls;
            var failed = await Record.ExceptionAsync(() => a.LeadAsync(3, a.Restored.UpTo));
            Assert.Equal(calls < 5, failed is not null); // two questions and three claims
            shared.CallsLeft = int.MaxValue;
            await a.StartAsync(); // the process died and begins anew
            Assert.Equal(expected, a.Book.Open.ToDictionary(t => t.TradeId, Facts));
            await a.LeadAsync(4);

            Assert.Equal(expected, a.Book.Open.ToDictionary(t => t.TradeId, Facts));
            Assert.All(shared.Trades.Values, t => Assert.Equal("A", t.JournalId));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Merge_ThenAnEventAndACrashBeforeAnySave_TheNextStartKnowsBoth(bool isSharedAway)
    {
        var shared = new SharedStoreFake();
        using var a = new TradingProcess("A", shared);
        await a.StartAsync();
        await a.LeadAsync(1);
        await a.PublishAsync(Life("1-1").Take(3));
        await TradingProcess.SaveAsync(a.LocalProjector);
        await TradingProcess.SaveAsync(a.SharedProjector);
        using var b = new TradingProcess("B", shared);
        await b.StartAsync();
        await b.LeadAsync(2);
        await b.PublishAsync(Life("1-1").Skip(3).Take(3));
        await TradingProcess.SaveAsync(b.SharedProjector);
        await a.StartAsync();
        await a.LeadAsync(3);
        await a.PublishAsync(Life("1-1").Skip(6).Take(1));

        shared.IsAway = isSharedAway;
        await a.StartAsync();

        Assert.Equal(Facts(TradeStateStoreContract.Fold([.. Life("1-1").Take(7)])), Facts(Assert.Single(a.Book.Open)));
    }

    [Fact]
    public async Task Restore_LostLocalStoreButTheJournalIsThere_IsTheSameBook()
    {
        var shared = new SharedStoreFake();
        using var a = new TradingProcess("A", shared);
        await a.StartAsync();
        await a.LeadAsync(1);
        await a.PublishAsync(Life("1-1").Concat(Life("1-2").Take(4)).Concat(Life("1-3")));
        await TradingProcess.SaveAsync(a.LocalProjector);
        var before = a.Book.Open.Concat(a.Book.Recent).Select(TradeStateJson.Write).ToArray();

        a.Local = new InMemoryTradeStateStore("A");
        await a.StartAsync();

        Assert.Equal(before, a.Book.Open.Concat(a.Book.Recent).Select(TradeStateJson.Write));
        Assert.Null(a.Restored.Gap);
    }

    [Fact]
    public async Task Restore_JournalIsAnOlderCopyThanAStore_RefusesAndSaysWhatToDo()
    {
        foreach (var isLocal in new[] { true, false })
        {
            var shared = new SharedStoreFake();
            using var a = new TradingProcess("A", shared);
            await a.StartAsync();
            await a.LeadAsync(1);
            await a.PublishAsync(Life("1-1").Take(6));
            await TradingProcess.SaveAsync(isLocal ? a.LocalProjector : a.SharedProjector);
            await a.LoseEventsAfterAsync(4);

            var error = await Assert.ThrowsAsync<TradeJournalMismatchException>(a.StartAsync);
            Assert.Contains("event 6 of journal A, which ends at 4", error.Message, StringComparison.Ordinal);

            // The remedy: a new journal begins, and what the stores have is taken over.
            using var anew = new TradingProcess("A2", shared) { Local = new InMemoryTradeStateStore("A2") };
            foreach (var trade in await a.Local.ListOpenAsync(null, None))
            {
                await anew.Local.SaveAsync(trade, None);
            }

            await anew.StartAsync();
            await anew.LeadAsync(2);
            Assert.Equal(TradePhase.Open, anew.Book.Open.Single().Phase);
            await anew.PublishAsync(Life("1-1").Skip(6));
            Assert.Empty(anew.Book.Open);
        }
    }

    [Fact]
    public async Task Merge_JournalIsAnOlderCopyThanTheSharedStore_Refuses()
    {
        var shared = new SharedStoreFake();
        using var a = new TradingProcess("A", shared);
        await a.StartAsync();
        await a.LeadAsync(1);
        await a.PublishAsync(Life("1-1").Take(6));
        await TradingProcess.SaveAsync(a.SharedProjector);
        await a.LoseEventsAfterAsync(4);
        shared.IsAway = true;
        await a.StartAsync();
        shared.IsAway = false;

        await Assert.ThrowsAsync<TradeJournalMismatchException>(() => a.LeadAsync(2));
    }

    private static async Task TryOneAsync(SeededRandom random, int trades)
    {
        var shared = new SharedStoreFake();
        using var a = new TradingProcess("A", shared);
        using var b = new TradingProcess("B", shared);
        var lives = Enumerable.Range(1, trades).Select(i => Life($"1-{i}")).ToArray();
        var told = new int[trades];
        await a.StartAsync();
        await a.LeadAsync(1);
        await TellAsync(a, lives, told, random);
        await TradingProcess.SaveAsync(random.Next(2) == 0 ? a.SharedProjector : a.LocalProjector);
        await TellAsync(a, lives, told, random); // nobody else ever hears that these were journaled here

        // B goes on from what the shared store has; the exchange tells it everything about the trades that it knows.
        await b.StartAsync();
        await b.LeadAsync(2);
        foreach (var trade in b.Book.Open.ToArray())
        {
            var life = lives[int.Parse(trade.TradeId.Value[2..], System.Globalization.CultureInfo.InvariantCulture) - 1];
            await b.PublishAsync(life.Skip((int)trade.Version).Take(random.Next(7)));
        }

        await TradingProcess.SaveAsync(b.SharedProjector);
        await TellAsync(a, lives, told, random); // A hears some of it as well and may not write
        var others = shared.Trades.Values.Where(t => t.JournalId == "B").ToArray();
        Assert.True(!await a.SharedProjector.TrySaveAsync(None) || a.SharedProjector.Health.Checkpoint == a.Journal.Count);
        Assert.Equal(others, shared.Trades.Values.Where(t => t.JournalId == "B"));
        var own = TradeBookRestore.FromJournal(a.Journal);
        await a.StartAsync();
        await a.LeadAsync(3);
        foreach (var trade in own.Open.Concat(own.Recent))
        {
            var winner = others.SingleOrDefault(t => t.TradeId == trade.TradeId) ?? trade;
            Assert.Equal(Facts(winner), Facts(a.Book.Find(trade.TradeId) ?? shared.Trades[trade.TradeId]));
        }

        await AssertLaterEventsApplyAsync(a, lives, shared);
    }

    private static async Task AssertLaterEventsApplyAsync(TradingProcess a, IReadOnlyList<TradeEvent>[] lives, SharedStoreFake shared)
    {
        foreach (var trade in a.Book.Open.ToArray())
        {
            var life = lives[int.Parse(trade.TradeId.Value[2..], System.Globalization.CultureInfo.InvariantCulture) - 1];
            await a.PublishAsync(life.Skip((int)trade.Version));
            Assert.Equal(TradePhase.Closed, a.Book.Find(trade.TradeId)!.Phase);
        }

        Assert.True(await TradingProcess.SaveAsync(a.SharedProjector));
        foreach (var trade in a.Book.Recent)
        {
            Assert.Equal(Facts(trade), Facts(shared.Trades[trade.TradeId]));
        }
    }

    private static async Task TellAsync(TradingProcess process, IReadOnlyList<TradeEvent>[] lives, int[] told, SeededRandom random)
    {
        for (var i = 0; i < lives.Length; i++)
        {
            var count = random.Next(6);
            await process.PublishAsync(lives[i].Skip(told[i]).Take(count));
            told[i] = Math.Min(told[i] + count, lives[i].Count);
        }
    }

    private static List<TradeEvent> Life(string id)
    {
        var script = new TradeScript(id);
        return
        [
            script.Planned(), script.Intended(), script.Filled(1, 1m, 100m), script.Intended(OrderPurpose.StopLoss), script.Accepted(OrderPurpose.StopLoss),
            script.Funded(-0.25m), script.Filled(2, 0.4m, 101m, OrderPurpose.StopLoss, remaining: 0.6m), script.Filled(3, 0.6m, 99m, OrderPurpose.StopLoss),
        ];
    }

    /// <summary>All but where it was folded.</summary>
    private static string Facts(TradeState trade) => TradeStateJson.Write(trade with { JournalId = "", LastSequence = 0 });

    private static async Task<(SharedStoreFake Shared, TradingProcess Process)> AwayWithAnOpenTradeAsync()
    {
        var shared = new SharedStoreFake();
        var process = new TradingProcess("A", shared);
        await process.StartAsync();
        await process.LeadAsync(1);
        await process.PublishAsync(Life("1-1").Take(3));
        await TradingProcess.SaveAsync(process.LocalProjector);
        await TradingProcess.SaveAsync(process.SharedProjector);
        return (shared, process);
    }
}
