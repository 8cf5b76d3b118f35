using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class JournalRetentionTests : IDisposable
{
    private static readonly EventsOptions Options = new() { SegmentSizeMax = 64 * 1024, Retention = TimeSpan.FromDays(2) };

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestEvents.Planned().AtUtc); // when all events happened
    private readonly FaultyDisk _disk = new() { SkipsFsync = true };
    private readonly JournalConsumers _consumers;
    private long _checkpoint = long.MaxValue;

    public JournalRetentionTests() => _consumers = new(_disk, _folder.Path, _time);

    private long[] Firsts => [.. Segment.List(_disk, _folder.Path).Select(s => s.FirstSequence)];

    public void Dispose()
    {
        _consumers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_EverythingIsConfirmedSavedAndOld_AllButTheNewestGo()
    {
        await using var journal = await WrittenAsync(900);
        var firsts = Firsts;
        Confirm("forwarder", 900);
        Age(Options.Retention + TimeSpan.FromSeconds(1));

        Assert.Equal(firsts.Length - 1, Retention().Run());
        Assert.Equal([firsts[^1]], Firsts);
        Assert.Equal(firsts[^1], journal.ReadAfter(0).First().Sequence);
        Assert.Equal(901, await journal.AppendAsync(TestEvents.Numbered(901)));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public async Task Run_SlowestConsumerNearASegmentsLastLine_DecidesBySequence(int beyond, int deleted)
    {
        await using var journal = await WrittenAsync(900);
        Confirm("forwarder", 900);
        Confirm("notices", Firsts[1] - 1 + beyond);
        Age(TimeSpan.FromDays(5));

        Assert.Equal(deleted, Retention().Run());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    public async Task Run_TradesNearASegmentsLastLine_DecidesBySequence(int beyond, int deleted)
    {
        await using var journal = await WrittenAsync(900);
        _checkpoint = Firsts[1] - 1 + beyond;
        Age(TimeSpan.FromDays(5));

        Assert.Equal(deleted, Retention().Run());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task Run_NewestLineNearItsRetention_DecidesByAge(int secondsPast, int some)
    {
        await using var journal = await WrittenAsync(900);
        Age(Options.Retention + TimeSpan.FromSeconds(secondsPast));

        Assert.Equal(some * (Firsts.Length - 1), Retention().Run());
    }

    [Fact]
    public async Task Run_ConfirmedButNotYetDurable_NothingGoes()
    {
        await using var journal = await WrittenAsync(900);
        Age(TimeSpan.FromDays(5));
        _consumers.Register("forwarder");
        _consumers.Confirm("forwarder", 900);

        Assert.Equal(0, Retention().Run());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(0, Retention().Run());
    }

    [Fact]
    public async Task Run_FileOfConsumersWasDamaged_NothingGoes()
    {
        await using var journal = await WrittenAsync(900);
        File.WriteAllText(_folder[ConsumersFile.Name], "damaged");
        using var consumers = new JournalConsumers(_disk, _folder.Path, _time);
        consumers.Register("forwarder");
        consumers.Confirm("forwarder", 900);
        Age(TimeSpan.FromDays(5));

        Assert.Equal(0, new JournalRetention(_disk, _folder.Path, consumers, () => 900, Options, _time).Run());
    }

    [Fact]
    public async Task Run_SegmentWithoutASoundLine_StaysAndKeepsAllBehindIt()
    {
        await using (await WrittenAsync(900))
        {
        }

        var firsts = Firsts;
        File.WriteAllBytes(_folder[Segment.NameOf(firsts[1])], new byte[500]);
        Age(TimeSpan.FromDays(5));

        Assert.Equal(1, Retention().Run());
        Assert.Equal(firsts[1..], Firsts);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("fsync directory")]
    public async Task Run_DiskFailsInBetween_WhatIsLeftHasNoHole(string what)
    {
        await using (await WrittenAsync(900))
        {
        }

        Age(TimeSpan.FromDays(5));
        var refused = 0;
        _disk.Refuses = w => w == what && refused++ == 1; // the second of them

        Assert.Throws<IOException>(() => Retention().Run());
        Assert.Equal(0, JournalVerifier.Verify(_folder.Path).ExitCode);
        Retention().Run();
        Assert.Single(Firsts);
    }

    [Fact]
    public async Task RunAsync_CheckpointCannotBeHad_TriesAgainEachMinuteUntilStopped()
    {
        await using var journal = await WrittenAsync(900);
        Age(TimeSpan.FromDays(5));
        var asked = 0;
        var retention = new JournalRetention(
            _disk, _folder.Path, _consumers, () => Interlocked.Increment(ref asked) < 3 ? throw new InvalidOperationException("the store is away") : 900, Options, _time);
        using var stop = new CancellationTokenSource();
        var running = retention.RunAsync(stop.Token);

        Assert.Equal(1, asked);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, retention.DeletedCount);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(0, retention.DeletedCount);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Reopen_AfterDeletion_SequencesGoOnAndTheJournalIsSound()
    {
        long first;
        await using (var journal = await WrittenAsync(900))
        {
            Age(TimeSpan.FromDays(5));
            Retention().Run();
            first = Firsts[0];
        }

        var report = JournalVerifier.Verify(_folder.Path);
        Assert.Equal((0, first, 900L), (report.ExitCode, report.FirstSequence, report.LastSequence));
        await using var again = Open();
        using var cursor = again.OpenAfter(0);
        Assert.Equal(first, cursor.Read(1)[0].Sequence);
        Assert.Equal(901, await again.AppendAsync(TestEvents.Numbered(901)));
        Assert.Equal(901, again.ReadAfter(0).Last().Sequence);
    }

    [Fact]
    public async Task Reopen_OnlyAnEmptySegmentIsLeft_SequencesGoOnAlsoAfterAFailedWrite()
    {
        File.WriteAllBytes(_folder[Segment.NameOf(501)], []);
        await using (var journal = Open())
        {
            Assert.Equal(500, journal.Health.LastSequence);
            Assert.Empty(journal.ReadAfter(0));
            _disk.Refuses = w => w == "append";
            await Assert.ThrowsAsync<Domain.Events.JournalUnavailableException>(async () => await journal.AppendAsync(TestEvents.Numbered(9)));
            _disk.Refuses = _ => false;
        }

        Assert.Equal(0, JournalVerifier.Verify(_folder.Path).ExitCode);
        await using var again = Open();
        Assert.Equal(501, await again.AppendAsync(TestEvents.Numbered(501)));
        Assert.Equal([501L], again.ReadAfter(0).Select(e => e.Sequence));
        Assert.Equal([501L], Firsts);
    }

    [Fact]
    public async Task Read_CursorInADeletedSegment_GoesOnWithTheNext()
    {
        await using var journal = await WrittenAsync(900);
        using var cursor = journal.OpenAfter(0);
        Assert.Equal(1, cursor.Read(1)[0].Sequence);
        Age(TimeSpan.FromDays(5));
        Retention().Run();

        var rest = new List<long>();
        while (cursor.Read(100) is { Count: > 0 } batch)
        {
            rest.AddRange(batch.Select(l => l.Sequence));
        }

        Assert.Equal(900, rest[^1]);
        Assert.Equal(rest.Order(), rest);
    }

    private JournalRetention Retention() => new(_disk, _folder.Path, _consumers, () => _checkpoint, Options, _time);

    private void Age(TimeSpan by) => _time.SetUtcNow(TestEvents.Planned().AtUtc + by);

    private void Confirm(string name, long sequence)
    {
        _consumers.Register(name);
        _consumers.Confirm(name, sequence);
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task<EventBuffer> WrittenAsync(int count)
    {
        var journal = Open();
        for (var n = 1; n <= count; n++)
        {
            await journal.AppendAsync(TestEvents.Numbered(n));
        }

        return journal;
    }

    private EventBuffer Open() => EventBuffer.Open(_disk, _folder.Path, Options, _time);
}
