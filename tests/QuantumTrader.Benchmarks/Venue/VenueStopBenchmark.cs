using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Integration.Execution.Binance;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Benchmarks.Venue;

/// <summary>
/// An emergency stop of the running app over HTTP, on a venue that takes 50 ms longer for each call and enforces its usual limits: as it is,
/// and where the minute's weight is used up but for what is kept for such a stop.
/// </summary>
public static class VenueStopBenchmark
{
    private const int Positions = 50;
    private const int Runs = 5;
    private const double TargetMs = 4_000;
    private const int WeightMax = 2_400;
    private const int OrdinaryWeight = 1_670; // the share that everything else may use, nearly
    private const int SecondLatest = 40; // a new minute, and with it a new weight, must not come to help
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly record struct Stop(double FlatMs, double SentMs, int Weight);

    public static IReadOnlyList<BenchmarkRow> Run() => [RunAsync(isUsedUp: false).GetAwaiter().GetResult(), RunAsync(isUsedUp: true).GetAwaiter().GetResult()];

    private static async Task<BenchmarkRow> RunAsync(bool isUsedUp)
    {
        var (first, stops) = (await StopAsync(isUsedUp), new List<Stop>());
        for (var i = 0; i < Runs; i++)
        {
            stops.Add(await StopAsync(isUsedUp));
        }

        double[] flat = [.. stops.Select(s => s.FlatMs).Order()];
        double[] sent = [.. stops.Select(s => s.SentMs).Order()];
        var name = isUsedUp ? "the same, begun with the minute's weight used up but for its reserve" : $"stop on the fake venue: {Positions} positions, {Positions * 4} orders in both books, 50 ms added: flat proved";
        return new(
            name, Measure.Text($"{flat[Runs / 2]:N0} ms"), Measure.Text($"{TargetMs:N0} ms"), flat[^1] <= TargetMs,
            Measure.Text($"worst of {Runs} {flat[^1]:N0} ms, one before them {first.FlatMs:N0} ms; the last order was sent after {sent[Runs / 2]:N0} ms; a second lies between the two readings; the stop used {stops.Max(s => s.Weight)} weight of {WeightMax:N0} a minute"));
    }

    private static async Task<Stop> StopAsync(bool isUsedUp)
    {
        using var data = new TempFolder();
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Symbols = InstrumentCatalogue.Invented(Positions), BalanceStart = 1_000_000m });
        using var hand = new VenueClient(venue.RestUrl, TimeProvider.System);
        await using var engine = await EngineOnVenue.RunAsync(venue, data, ("Binance:OrderTimeout", "00:00:02.5"), ("Execution:AckTimeout", "00:00:05"));
        await CrowdedAccount.FillAsync(venue, hand);
        while (TimeProvider.System.GetUtcNow().Second > SecondLatest)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
        }

        var before = await UseAsync(hand, venue.Venue.Options.Symbols[0].Symbol, isUsedUp ? OrdinaryWeight : 0);
        venue.Faults.Add(new FaultRule { Kind = FaultKind.Delay, Delay = Latency, Count = 0 });
        var record = await engine.StopAsync(Limit);
        venue.Faults.Clear();
        if (record.RunState != EmergencyRunState.Flat)
        {
            throw new InvalidOperationException($"The run did not end flat: {record}");
        }

        var after = await UseAsync(hand, venue.Venue.Options.Symbols[0].Symbol, 0);
        var (began, sent) = (record.Latch.ActivatedAtUtc, await engine.LookAsync(e => e.Emergency.Ledger.Receipts.Max(r => r.SentAtUtc)));
        return new((record.Times.FlatAtUtc!.Value - began).TotalMilliseconds, (sent!.Value - began).TotalMilliseconds, after - before);
    }

    /// <summary>Asks for bars until so much is used, once at least.</summary>
    private static async Task<int> UseAsync(VenueClient hand, string symbol, int weight)
    {
        while (true)
        {
            var reply = await hand.GetAsync("/fapi/v1/klines", $"symbol={symbol}&interval=1m&limit={(weight == 0 ? 1 : 1_500)}");
            var used = int.Parse(reply.Headers["X-MBX-USED-WEIGHT-1M"], CultureInfo.InvariantCulture);
            if (used >= weight)
            {
                return used;
            }
        }
    }
}
