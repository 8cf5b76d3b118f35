using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Trades;

public sealed class TradeBookTests
{
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    private readonly TradeBook _book = new();
    private long _sequence;

    [Fact]
    public void Book_OpenTrades_AreFoundByIdAndBySymbol()
    {
        var btc = new TradeScript();
        var eth = new TradeScript("1-2", "ETHUSDT");
        Apply(btc.Planned(), btc.Intended(), btc.Filled(1, 1m, 100m), eth.Planned());

        Assert.Equal(2, _book.Open.Count);
        Assert.Equal(TradePhase.Open, _book.OpenFor(Btc)!.Phase);
        Assert.Equal(TradePhase.Planned, _book.Find(eth.Id)!.Phase);
        Assert.Null(_book.OpenFor(Symbol.Create("SOLUSDT")));
        Assert.Equal((5L - 1, 4L), (_book.LastSequence, _book.AppliedCount));
    }

    [Fact]
    public void Book_SecondPlanOfASymbolThatHoldsAPosition_DoesNotHideThePosition()
    {
        var second = new TradeScript("1-1");
        var first = new TradeScript("1-2");
        Apply(second.Planned(), first.Planned(), first.Intended(), first.Filled(1, 1m, 100m));
        Assert.Equal(first.Id, _book.OpenFor(Btc)!.TradeId);

        Apply(second.Denied());
        Assert.Equal(first.Id, _book.OpenFor(Btc)!.TradeId);
        Apply(first.Filled(2, 1m, 101m, OrderPurpose.StopLoss));
        Assert.Null(_book.OpenFor(Btc));
        Assert.Equal(2, _book.Recent.Count);
    }

    [Fact]
    public void Book_EventsOfOthers_OnlyMoveTheSequence()
    {
        var result = _book.Apply(new(9, new MarketStarted(Guid.Empty, default) { Source = "synthetic", Symbols = [] }));

        Assert.Equal((TradeFoldOutcome.NotATrade, 9L, 0), (result.Outcome, _book.LastSequence, _book.Open.Count));
    }

    [Fact]
    public void Book_ImpossibleEvent_HaltsTheSymbolUntilReleased()
    {
        var trade = new TradeScript();
        Apply(trade.Planned());
        _book.Apply(new(2, trade.Accepted()));

        Assert.Contains(Btc, _book.HaltedSymbols);
        Assert.Equal((TradePhase.Planned, TradeEventKind.EntryAccepted), (Assert.Single(_book.Faults).Phase, _book.Faults.First().Kind));
        Assert.True(_book.Release(Btc));
        Assert.Empty(_book.HaltedSymbols);
        Assert.Equal(1, _book.IllegalCount);
    }

    [Fact]
    public void Book_ManyFaults_KeepsTheNewestAndCountsAll()
    {
        for (var i = 1; i <= 150; i++)
        {
            _book.Apply(new(i, new TradeScript($"1-{i}").Accepted()));
        }

        Assert.Equal((100, 150L, "1-150"), (_book.Faults.Count, _book.IllegalCount, _book.Faults.Last().TradeId.Value));
    }

    [Fact]
    public void Book_TradesThatAreOver_AreBoundedAndTheEvictedAreCounted()
    {
        var book = new TradeBook(recentMax: 3);
        for (var i = 1; i <= 5; i++)
        {
            var trade = new TradeScript($"1-{i}");
            book.Apply(new(i * 2, trade.Planned()));
            book.Apply(new((i * 2) + 1, trade.Denied()));
        }

        Assert.Equal("1-3 1-4 1-5", string.Join(' ', book.Recent.Select(t => t.TradeId)));
        Assert.Equal(2, book.EvictedCount);
        Assert.Null(book.Find(TradeId.Create("1-1")));
    }

    [Fact]
    public void Book_LateFillOfACanceledTrade_MovesItBackToTheOpenOnes()
    {
        var trade = new TradeScript();
        Apply(trade.Planned(), trade.Intended(), trade.Ended());
        Assert.Empty(_book.Open);
        Apply(trade.Filled(1, 1m, 100m));

        Assert.Equal(TradePhase.Open, _book.OpenFor(Btc)!.Phase);
        Assert.Empty(_book.Recent);
    }

    [Fact]
    public void Book_TradeNumbers_AreNeverGivenTwicePerEpoch()
    {
        Assert.Equal([1L, 2], [_book.NextTradeNumber(1), _book.NextTradeNumber(1)]);
        Apply(new TradeScript("1-41").Planned());
        Apply(new TradeScript("free-form").Planned());

        Assert.Equal(42, _book.NextTradeNumber(1));
        Assert.Equal(1, _book.NextTradeNumber(2));
    }

    [Fact]
    public void Book_LookUps_AllocateNothing()
    {
        var trade = new TradeScript();
        Apply(trade.Planned());
        var found = 0;

        Assert.Equal(0, Allocations.Least(() => LookUp(ref found, trade.Id)));
        Assert.True(found >= 4000);
    }

    [Fact]
    public void Book_AllocationsOfATrade_AreTheSameAfterManyTrades()
    {
        var book = new TradeBook(recentMax: 100);
        Lives(book, 1, 500);
        var early = Measure(book, 501);
        Lives(book, 1001, 20_000);
        var late = Measure(book, 30_001);

        Assert.InRange(late, early * 0.8, early * 1.2);
    }

    private static double Measure(TradeBook book, int first)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Lives(book, first, 300);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Lives(TradeBook book, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var trade = new TradeScript($"1-{i}");
            book.Apply(new(0, trade.Planned()));
            book.Apply(new(0, trade.Intended()));
            book.Apply(new(0, trade.Filled((i * 2L) + 1, 1m, 100m)));
            book.Apply(new(0, trade.Filled((i * 2L) + 2, 1m, 101m, OrderPurpose.TakeProfit)));
        }
    }

    private void LookUp(ref int found, TradeId id)
    {
        for (var i = 0; i < 1000; i++)
        {
            found += _book.OpenFor(Btc) is null ? 0 : 1;
            found += _book.Find(id) is null ? 0 : 1;
        }
    }

    private void Apply(params TradeEvent[] events)
    {
        foreach (var e in events)
        {
            Assert.Equal(TradeFoldOutcome.Applied, _book.Apply(new JournaledEvent(++_sequence, e)).Outcome);
        }
    }
}
