using System.Diagnostics;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Benchmarks.Events;

/// <summary>The journal against the bare disk, in turns, so that both meet the same machine.</summary>
internal static class JournalBenchmark
{
    private const int Rounds = 21; // short ones, in turns
    private const int Published = 1_000_000;
    private const int PublishRounds = 3;
    private const int Window = 16_384; // events under way at once, below the journal's queue
    private const double DurableTarget = 0.80;
    private const double PublishTarget = 500_000;
    private static readonly TimeSpan ReopenTarget = TimeSpan.FromSeconds(2);
    private static readonly DomainEvent[] Life = EventsBenchmark.OneTrade(1);

    /// <param name="written">A directory with a journal of 1,000,000 events.</param>
    public static IEnumerable<BenchmarkRow> Rows(string written)
    {
        foreach (var publishers in new[] { 1, 16, 256 })
        {
            yield return Durable(publishers, publishers == 1 ? 200 : publishers * 100);
        }

        yield return Publish();
        yield return Reopen(written);
    }

    /// <summary>The journal, then bare writes of the very same lengths with an fsync after each; the median of the ratios.</summary>
    private static BenchmarkRow Durable(int publishers, int count)
    {
        DurableRound(publishers, count); // compiles
        var rounds = Enumerable.Range(0, Rounds).Select(_ => DurableRound(publishers, count)).OrderBy(r => r.Ratio).ToArray();
        var (ratio, rate, group) = rounds[Rounds / 2];
        return new BenchmarkRow(
            $"durable append, {publishers} publishers, of bare write and fsync in the same groups",
            Measure.Text($"{ratio:P0}"), Measure.Text($"{DurableTarget:P0}"), ratio >= DurableTarget,
            Measure.Text($"{rate:N0} events/s, {group:N1} a group; half of the rounds {rounds[Rounds / 4].Ratio:P0} to {rounds[Rounds * 3 / 4].Ratio:P0}"));
    }

    private static (double Ratio, double Rate, double Group) DurableRound(int publishers, int count)
    {
        using var folder = new EventsBenchmark.Folder();
        var disk = new RecordingDisk(skipsFsync: false);
        var journal = Seconds(() => AppendAsync(disk, Path.Combine(folder.Path, "journal"), publishers, count / publishers).GetAwaiter().GetResult());
        var bytes = new byte[disk.Appends.Max()];
        using var file = PhysicalDisk.Instance.OpenAppend(Path.Combine(folder.Path, "bare"));
        var bare = Seconds(() =>
        {
            foreach (var length in disk.Appends)
            {
                file.Append(bytes.AsSpan(0, length));
                file.Flush();
            }
        });
        return (bare / journal, count / journal, (double)count / disk.Appends.Count);
    }

    private static async Task AppendAsync(IDisk disk, string directory, int publishers, int each)
    {
        await using var journal = EventBuffer.Open(disk, directory, new EventsOptions(), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, publishers).Select(async _ =>
        {
            for (var i = 0; i < each; i++)
            {
                await journal.AppendAsync(Life[i % Life.Length]);
            }
        }));
    }

    /// <summary>Through the bus and the journal to a file whose fsync is left out: what the program costs, not what the disk costs.</summary>
    private static BenchmarkRow Publish()
    {
        PublishAllAsync(Published / 5).GetAwaiter().GetResult(); // compiles
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var seconds = Enumerable.Range(0, PublishRounds).Min(_ => Seconds(() => PublishAllAsync(Published).GetAwaiter().GetResult()));
        cpu = (Environment.CpuUsage.TotalTime - cpu) / PublishRounds;
        var each = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / Published / PublishRounds;
        return new BenchmarkRow(
            "append, serialise and dispatch, without fsync", Measure.Text($"{Published / seconds:N0}/s"), Measure.Text($"{PublishTarget:N0}/s"), Published / seconds >= PublishTarget,
            Measure.Text($"EventBuffer, one subscriber, best of {PublishRounds}; {cpu.TotalNanoseconds / Published:N0} ns of all cores, {each:N1} B each"));
    }

    private static async Task PublishAllAsync(int count)
    {
        using var folder = new EventsBenchmark.Folder();
        await using var journal = EventBuffer.Open(new RecordingDisk(skipsFsync: true), folder.Path, new EventsOptions(), TimeProvider.System);
        var bus = new InProcessEventBus(journal);
        var seen = 0L;
        bus.Subscribe(_ => seen++);
        var underWay = new Queue<ValueTask<bool>>(Window); // bounded by Window
        for (var i = 0; i < count; i++)
        {
            if (underWay.Count == Window)
            {
                await underWay.Dequeue();
            }

            Keep(bus.PublishAsync(Life[i % Life.Length]));
        }

        while (underWay.TryDequeue(out var published))
        {
            await published;
        }

        if (seen != count)
        {
            throw new InvalidOperationException($"{seen} of {count} events were dispatched.");
        }

        void Keep(in ValueTask<bool> published) => underWay.Enqueue(published); // each is awaited once, later
    }

    private static BenchmarkRow Reopen(string written)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var found = 0L;
        var seconds = Seconds(() => found = TailAsync(written).GetAwaiter().GetResult());
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new BenchmarkRow(
            "reopen a journal of 1,000,000 events and find the tail", Measure.Text($"{seconds * 1e3:N0} ms"), Measure.Text($"{ReopenTarget.TotalSeconds:N0} s"),
            seconds <= ReopenTarget.TotalSeconds && found == Published, Measure.Text($"{allocated / 1e6:N1} MB allocated; the last event was read"));
    }

    /// <summary>The last event's sequence, read from the journal.</summary>
    private static async Task<long> TailAsync(string directory)
    {
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, directory, new EventsOptions(), TimeProvider.System);
        return journal.ReadAfter(journal.LastDurableSequence - 1).Single().Sequence;
    }

    private static double Seconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }
}
