using System.Globalization;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;
using Xunit.Abstractions;

namespace QuantumTrader.Integration.Redis;

/// <summary>
/// The whole thing with real processes: 2,000 events a second, the store dead in the middle third, the app killed while it drains. Longer:
/// OUTAGE_SECONDS=60, or 600.
/// </summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Rate = 2_000;
    private const int SecondsDefault = 24;

    [RedisFact]
    public async Task Outage_StoreDeadAndAppKilled_LosesNothingRepeatsNothingKeepsTheOrder()
    {
        var third = Seconds() / 3.0;
        await using var server = await RedisServer.StartAsync();
        using var folder = new TempFolder();
        var first = new OutageProcess(folder.Path, server.ConnectionString, 1, Rate);
        await AfterAsync(third);
        server.Kill();
        await AfterAsync(third);
        await server.StartAgainAsync();
        await Poll.UntilAsync(() => server.Command("EXISTS", "quantum:{main}:journals") == ":1\r\n", Links.Limit, "the store is back");
        await AfterAsync(0.3); // it drains by now
        await first.KillAsync();
        var second = new OutageProcess(folder.Path, server.ConnectionString, 2, Rate);
        await AfterAsync(third);
        await second.FinishAsync();

        var acknowledged = first.Acknowledged.Concat(second.Acknowledged).ToArray();
        await AssertIntactAsync(folder[@"events"], server, acknowledged);
        output.WriteLine($"{Seconds()} s: {acknowledged.Length} acknowledged, each once in the stream.");
        Assert.True(acknowledged.Length > Rate * Seconds() / 4, $"Only {acknowledged.Length} events were published: this machine is too slow for the test.");
    }

    private static async Task AssertIntactAsync(string directory, RedisServer server, (long Sequence, Guid EventId)[] acknowledged)
    {
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, directory, new EventsOptions(), TimeProvider.System);
        var written = journal.ReadAfter(0).Select(j => (j.Sequence, j.Event.EventId)).ToArray();
        var entries = (await Streams.ReadAsync(server.ConnectionString, journal.JournalId)).Select(e => (e.Sequence, e.EventId)).ToArray();

        Assert.Equal(written, entries); // none lost, none more, in order
        Assert.Equal(Enumerable.Range(1, entries.Length).Select(n => (long)n), entries.Select(e => e.Sequence));
        Assert.Equal(entries.Length, entries.Select(e => e.EventId).Distinct().Count());
        Assert.All(acknowledged, a => Assert.Equal(a.EventId, entries[a.Sequence - 1].EventId));
    }

    private static int Seconds() =>
        int.TryParse(Environment.GetEnvironmentVariable("OUTAGE_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : SecondsDefault;

    /// <summary>The run is real time; there is nothing to poll for.</summary>
    private static Task AfterAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, CancellationToken.None);
}
