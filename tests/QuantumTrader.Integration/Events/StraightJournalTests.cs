using System.Diagnostics;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;
using StackExchange.Redis;

namespace QuantumTrader.Integration.Events;

public sealed class StraightJournalTests
{
    [Fact]
    public async Task Events_OfBothKinds_AreReadInTheOrderOfAppending()
    {
        await using var bench = await StraightBench.StartAsync();
        DomainEvent[] events = [.. Enumerable.Range(0, 3000).Select(n => n % 7 == 3 ? (DomainEvent)bench.Record() : bench.Event())];
        var ids = await bench.AppendAsync(events);

        await Poll.UntilAsync(async () => await bench.Database.StreamLengthAsync(bench.Keys.Events(bench.Journal.JournalId)) == 3000, StraightBench.Limit, "all are in the stream");
        var read = bench.Journal.ReadAfter(0).ToArray();

        Assert.Equal(ids, read.Select(j => j.Event.EventId));
        Assert.Equal(read.Select(j => j.Sequence).Order().Distinct(), read.Select(j => j.Sequence));
        Assert.True(read[0].Sequence > 0);
        Assert.Equal(ids[1500..], bench.Journal.ReadAfter(read[1499].Sequence).Select(j => j.Event.EventId));
        Assert.Null(bench.Journal.ReadGap);
        Assert.Equal((read[^1].Sequence, JournalState.Ok), (bench.Journal.Health.LastDurableSequence, bench.Journal.Health.State));
        Assert.Contains("\"straight\":true", (string)(await bench.Database.HashGetAsync(bench.Keys.Journals, bench.Journal.JournalId))!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trim_OldEntriesOfItsStream_GoAndItGoesOn()
    {
        await using var bench = await StraightBench.StartAsync();
        var ids = await bench.AppendAsync([.. Enumerable.Range(0, 500).Select(n => n % 5 == 0 ? (DomainEvent)bench.Record() : bench.Event())]); // of 1970
        await Poll.UntilAsync(() => bench.Database.HashExistsAsync(bench.Keys.Journals, bench.Journal.JournalId), StraightBench.Limit, "the stream is announced");

        Assert.InRange(await bench.TrimAsync(), 300, 499);
        var after = await bench.AppendAsync(bench.Event(), bench.Record());

        var read = bench.Journal.ReadAfter(0).Select(j => j.Event.EventId).ToArray();
        Assert.Equal([ids[^1], .. after], read[^3..]);
        Assert.All(Enumerable.Range(0, 100), n => Assert.Contains(ids[n * 5], read)); // records are on the disk as well
        Assert.Null(bench.Journal.ReadGap);
    }

    [Fact]
    public async Task Outage_OtherEventsAreRefusedAtOnceAndRecordsAreSaved()
    {
        await using var bench = await StraightBench.StartAsync();
        var ids = await bench.AppendAsync(bench.Event(), bench.Record(), bench.Event());
        bench.Redis.Kill();
        await bench.UntilAsync(JournalState.Failing);

        var refused = bench.Journal.AppendAsync(bench.Event());
        Assert.True(refused.IsFaulted);
        await Assert.ThrowsAsync<JournalUnavailableException>(refused.AsTask);
        var away = await bench.AppendAsync(bench.Record(), bench.Record());
        Assert.Equal([ids[1], .. away], bench.Journal.ReadAfter(0).Select(j => j.Event.EventId));
        Assert.NotNull(bench.Journal.ReadGap);
        Assert.Equal((1, JournalState.Failing), (bench.Journal.LostCount, bench.Journal.Health.State));
        Assert.NotNull(bench.Journal.Health.Cause);

        await bench.Redis.StartAgainAsync();
        await bench.UntilAsync(JournalState.Ok);
        var after = await bench.AppendAsync(bench.Event(), bench.Record());
        Assert.Equal([.. ids, .. away, .. after], bench.Journal.ReadAfter(0).Select(j => j.Event.EventId));
        Assert.Null(bench.Journal.ReadGap);
    }

    [Fact]
    public async Task Store_StandsStill_HoldsNoRecordUpAndIsTakenAgain()
    {
        await using var bench = await StraightBench.StartAsync();
        bench.Redis.Pause();
        var caught = bench.Journal.AppendAsync(bench.Event()).AsTask();
        var watch = Stopwatch.StartNew();
        await bench.AppendAsync(bench.Record());
        Assert.False(caught.IsCompleted);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => caught);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(8));
        Assert.Equal(JournalState.Failing, bench.Journal.Health.State);

        bench.Redis.Resume();
        await bench.UntilAsync(JournalState.Ok);
        await bench.AppendAsync(bench.Event());
    }

    [Fact]
    public async Task Append_CarriedOutAndItsAnswerLost_IsFoundByItsId()
    {
        await using var bench = await StraightBench.StartAsync();
        await bench.AppendAsync(bench.Event());
        await Poll.UntilAsync(async () => await bench.Database.HashExistsAsync(bench.Keys.Journals, bench.Journal.JournalId), StraightBench.Limit, "the stream is announced");
        await bench.StopProbingAsync();
        bench.Redis.Pause();
        var before = bench.SentCount;
        var append = bench.Journal.AppendAsync(bench.Event()).AsTask();

        // It times out. Its look-up is sent then, behind it, and both are carried out when the store goes on.
        await Poll.UntilAsync(() => bench.SentCount >= before + 2, StraightBench.Limit, "the look-up is sent");
        Assert.False(append.IsCompleted);
        bench.Redis.Resume();
        var sequence = await append;

        Assert.Contains(sequence, bench.Journal.ReadAfter(0).Select(j => j.Sequence));
        Assert.Equal(0, bench.Journal.LostCount);
    }

    [Fact]
    public async Task Sequences_OverRestartsAndAnEmptiedStore_Grow()
    {
        await using var bench = await StraightBench.StartAsync();
        var all = new List<long>();
        for (var run = 0; run < 4; run++)
        {
            foreach (var e in new DomainEvent[] { bench.Event(), bench.Event(), bench.Record(), bench.Event() }[(run % 3)..])
            {
                all.Add(await bench.Journal.AppendAsync(e));
            }

            if (run == 1)
            {
                await bench.Database.KeyDeleteAsync(bench.Keys.Events(bench.Journal.JournalId));
            }

            var id = bench.Journal.JournalId;
            await bench.RestartAsync();
            Assert.Equal(id, bench.Journal.JournalId);
            Assert.True(bench.Journal.Health.LastSequence >= all[^1]);
        }

        Assert.Equal(all.Order().Distinct(), all);
    }

    [Fact]
    public async Task Restart_WithTheStoreThere_ReadsWhatBothHave()
    {
        await using var bench = await StraightBench.StartAsync();
        var ids = await bench.AppendAsync(bench.Event(), bench.Record(), bench.Event(), bench.Event());
        await bench.RestartAsync();
        ids.AddRange(await bench.AppendAsync(bench.Event(), bench.Record()));

        Assert.Equal(ids, bench.Journal.ReadAfter(0).Select(j => j.Event.EventId));
    }

    [Fact]
    public async Task Restart_NumbersGoneBesideRecords_BeginsANewStreamWithoutReusingSequences()
    {
        await using var bench = await StraightBench.StartAsync();
        await bench.AppendAsync(bench.Record());
        var last = await bench.Journal.AppendAsync(bench.Event());
        var id = bench.Journal.JournalId;
        await bench.Journal.DisposeAsync();
        File.Delete(Path.Combine(bench.Directory, "straight.numbers"));
        await bench.RestartAsync();

        var first = await bench.Journal.AppendAsync(bench.Event());
        var second = await bench.Journal.AppendAsync(bench.Event());

        Assert.NotEqual(id, bench.Journal.JournalId);
        Assert.True(first > last && second > first);
        Assert.Equal([first, second], bench.Journal.ReadAfter(last).Select(j => j.Sequence));
    }

    [Fact]
    public async Task Trades_FoldedFromTheRecordsAlone_AreWhatToAskTheExchangeFor()
    {
        await using var bench = await StraightBench.StartAsync();
        await bench.AppendAsync(bench.Plan(), bench.Record());
        bench.Redis.Kill();
        await bench.RestartAsync();

        var book = TradeBookRestore.FromJournal(bench.Journal);

        Assert.NotNull(bench.Journal.ReadGap);
        Assert.Equal(TradePhase.Submitted, Assert.Single(book.Open).Phase);
        Assert.Empty(book.HaltedSymbols);
    }

    [Theory]
    [InlineData("quantumtrader:main:00000000-0000-0000-0000-00000000000f")]
    [InlineData(null)] // emptied
    public async Task Store_SwappedBetweenTwoProbes_IsNotWrittenTo(string? owner)
    {
        await using var bench = await StraightBench.StartAsync();
        await bench.AppendAsync(bench.Event());
        await Poll.UntilAsync(() => bench.Database.HashExistsAsync(bench.Keys.Journals, bench.Journal.JournalId), StraightBench.Limit, "the stream is announced");
        await bench.StopProbingAsync();
        bench.Redis.Command("FLUSHALL");
        if (owner is not null)
        {
            bench.Redis.Command("SET", bench.Keys.Owner.ToString(), owner);
        }

        await Assert.ThrowsAsync<JournalUnavailableException>(() => bench.Journal.AppendAsync(bench.Event()).AsTask());

        Assert.False(await bench.Database.KeyExistsAsync(bench.Keys.Events(bench.Journal.JournalId)));
        Assert.False(await bench.Database.KeyExistsAsync(bench.Keys.Journals));
        Assert.Equal(JournalState.Failing, bench.Journal.Health.State);
        Assert.Contains("FOREIGN", bench.Journal.Health.Cause, StringComparison.Ordinal);
        await bench.AppendAsync(bench.Record()); // on the disk
    }

    [Fact]
    public async Task Records_SavedOldAndBehindWhatTheStreamTook_GoExceptTheNewest()
    {
        await using var bench = await StraightBench.StartAsync();
        await bench.AppendRecordsAsync(1_200);
        var last = await bench.Journal.AppendAsync(bench.Event());
        var segments = bench.Segments;
        Assert.True(segments.Length >= 3, $"{segments.Length} segments");

        Assert.Equal(0, bench.ClearRecords(saved: 0));
        Assert.Equal(0, bench.ClearRecords(saved: last, retention: TimeSpan.FromDays(100 * 365)));
        Assert.Equal(segments.Length - 1, bench.ClearRecords(saved: last));
        Assert.Equal([segments[^1]], bench.Segments);
        await bench.AppendAsync(bench.Record(), bench.Event());
        Assert.True(bench.Journal.ReadAfter(0).First().Sequence > 0);
    }

    [Fact]
    public async Task Records_WithoutAStreamThatTakesThem_AllStay()
    {
        await using var bench = await StraightBench.StartAsync();
        await bench.AppendRecordsAsync(1_200);
        await bench.Journal.AppendAsync(bench.Event());
        bench.Redis.Kill();
        await bench.RestartAsync();
        await bench.UntilAsync(JournalState.Failing);
        await bench.AppendAsync(bench.Record());

        Assert.True(bench.Segments.Length >= 3, $"{bench.Segments.Length} segments");
        Assert.Equal(0, bench.ClearRecords(saved: long.MaxValue));
    }

    [Fact]
    public async Task Stream_BeyondWhatTheDirectoryKnows_IsAConflictAndNotOverwritten()
    {
        await using var bench = await StraightBench.StartAsync();
        await bench.Database.StreamAddAsync(bench.Keys.Events(bench.Journal.JournalId), [new NameValueEntry("id", "other")], "99999999999-0");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => bench.Journal.AppendAsync(bench.Event()).AsTask());

        Assert.Equal(JournalState.Failing, bench.Journal.Health.State);
        Assert.Contains("straight.numbers", bench.Journal.Health.Cause!, StringComparison.Ordinal);
        await bench.AppendAsync(bench.Record());
    }
}
