using System.Diagnostics;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Events.Forwarding;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Benchmarks.Redis;

/// <summary>
/// How fast a backlog drains, from the segments on the disk until every event is confirmed, against pipelined XADD of the same fields and
/// bytes: once with the same client, once as ready-made bytes on a bare socket, which is what the server can do at most.
/// </summary>
public static class RedisDrainBenchmark
{
    private const int Events = 100_000;
    private const int Rounds = 5;
    private const double TargetRatio = 0.7;

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var target = Measure.Text($"{TargetRatio:P0} of raw");
        return RedisServer.Missing is { } why ? [BenchmarkRow.Skipped("drain to Redis", target, why)] : RunAsync(target).GetAwaiter().GetResult();
    }

    private static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(string target)
    {
        using var folder = JournalFolder.Write(Events);
        var entries = RawEntries.Read(folder.Path);
        var (drain, client, socket) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++) // in turn, so that a busy machine is busy for all
        {
            client.Add(await OnNewServerAsync((_, link) => entries.AddByClientAsync(link.Database, link.Keys.Events("raw"), link.Options.ForwardBatch)));
            socket.Add(await OnNewServerAsync((server, link) => entries.AddBySocketAsync(server.Port, link.Keys.Events("raw"))));
            drain.Add(await OnNewServerAsync((_, link) => DrainAsync(folder.Path, link)));
        }

        var (median, ofClient, ofSocket) = (Median(drain), Median(client), Median(socket));
        return
        [
            new("pipelined XADD, the same client", Measure.Text($"{ofClient:N0}/s"), "", null, Spread(client)),
            new("pipelined XADD, ready-made bytes on a bare socket", Measure.Text($"{ofSocket:N0}/s"), "", null, Spread(socket)),
            new("drain to Redis, to the same client", Measure.Text($"{median:N0}/s, {median / ofClient:P0}"), target, median >= TargetRatio * ofClient, Spread(drain)),
            new("drain to Redis, to the bare socket", Measure.Text($"{median / ofSocket:P0}"), target, median >= TargetRatio * ofSocket, Measure.Text($"{entries.Length / (double)Events:N0} B per event")),
        ];
    }

    /// <summary>Events per second of one run on an empty server of its own.</summary>
    private static async Task<double> OnNewServerAsync(Func<RedisServer, RedisLink, Task> run)
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = await RedisLink.OpenAsync(new RedisOptions { ConnectionString = server.ConnectionString, CommandTimeout = TimeSpan.FromSeconds(5) }, TimeProvider.System);
        if ((await link.ProbeAsync()).State != RedisState.Ready)
        {
            throw new InvalidOperationException(link.Health.Cause);
        }

        var watch = Stopwatch.StartNew();
        await run(server, link);
        var rate = Events / watch.Elapsed.TotalSeconds;
        var stream = (await link.Database.StreamLengthAsync(link.Keys.Events("raw"))) + (await link.Database.StreamLengthAsync(link.Keys.Events(JournalFolder.JournalId)));
        return stream == Events ? rate : throw new InvalidOperationException($"{stream} of {Events} events arrived.");
    }

    private static async Task DrainAsync(string directory, RedisLink link)
    {
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, directory, new EventsOptions(), TimeProvider.System);
        var forwarder = new RedisForwarder(link, journal, new MemoryConsumers(), static () => 1, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = forwarder.RunAsync(stop.Token);
        while (forwarder.Health.ConfirmedSequence < Events)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }

        await stop.CancelAsync();
        await running;
    }

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);

    private static string Spread(List<double> rates) => Measure.Text($"median of {rates.Count}, {rates.Min():N0} to {rates.Max():N0}");
}
