using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>
/// The real app on the fake venue, killed again and again while the market goes on: every other time the moment that an order of it is on
/// the wire, else at any moment, also while it starts. What the last start finds is the venue's account to the last digit, with every fill
/// counted once. The suite kills a few times; <c>KILLED_DAY=50</c> is the long version.
/// </summary>
public sealed class KilledDayTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private const int HistoryBars = 120;
    private const int SecondsPerKill = 6;
    private const int KillsUsual = 5;
    private const int Seed = 20221213;
    private static readonly RateLimitOptions Roomy = new() { WeightPerMinute = 24_000 }; // a start every few seconds asks more than the venue allows
    private static readonly Task Never = new TaskCompletionSource().Task;
    private static readonly TimeSpan KillWithin = TimeSpan.FromSeconds(SecondsPerKill);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(60);
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("KILLED_DAY"), CultureInfo.InvariantCulture, out var asked) ? asked : KillsUsual;
    private readonly TempFolder _data = new();
    private readonly SeededRandom _random = new(Seed);
    private int _killedAtOrders;

    public void Dispose() => _data.Dispose();

    /// <summary>ADAUSDT of 13 December 2022.</summary>
    [SharedDataFact]
    public async Task ReplayedDay_OfAnAppThatIsKilledAgainAndAgain_EndsWithTheVenuesLedger()
    {
        var series = KlineFile.Read(Path.Combine(Repository.SharedMarketData!, "ADAUSDT-1m-2022-12-13.csv"));
        var speed = Math.Max(1, 24 * 3_600 / (Kills * SecondsPerKill));
        await TradeAsync(speed, new FakeVenueOptions
        {
            Symbols = [InstrumentCatalogue.Of(series)],
            Limits = Roomy,
            Feed = new FeedOptions { Path = PricePath.Files, Series = [series], Speed = speed, HistoryBars = HistoryBars },
        });
    }

    /// <summary>A market in which more is traded.</summary>
    [Fact]
    public async Task ManyTrades_OfAnAppThatIsKilledAgainAndAgain_EndWithTheVenuesLedger()
    {
        const int Speed = 1_200;
        var fills = await TradeAsync(Speed, new FakeVenueOptions
        {
            Symbols = [.. InstrumentCatalogue.WellKnown.Take(6)],
            Limits = Roomy,
            Feed = new FeedOptions { Path = PricePath.Walk, Speed = Speed, HistoryBars = HistoryBars },
        });
        Assert.True(fills > 0 && _killedAtOrders > 0, $"{fills} fills, {_killedAtOrders} times killed at an order: this showed little.");
    }

    private async Task<int> TradeAsync(int speed, FakeVenueOptions options)
    {
        await using var venue = await FakeVenueHost.StartAsync(options);
        var atOrder = new OrderOnTheWire();
        await using (var wire = new LoopbackProxy(venue.RestUrl.Port) { Sees = atOrder.See })
        {
            for (var i = 0; i < Kills; i++)
            {
                await using var app = AppProcess.Start(_data.Path, [.. Settings(venue, wire.Port, speed)]);
                var isAtOrder = i % 2 == 0;
                _killedAtOrders += await ComesWithinAsync(isAtOrder ? atOrder.NextAsync() : Never, isAtOrder ? KillWithin * 2 : KillWithin * _random.NextDouble()) ? 1 : 0;
                await app.KillAsync();
            }
        }

        return await CompareAsync(venue, speed);
    }

    private static async Task<bool> ComesWithinAsync(Task what, TimeSpan limit)
    {
        try
        {
            await what.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<int> CompareAsync(FakeVenueHost venue, int speed)
    {
        using var hand = new VenueClient(venue.RestUrl, TimeProvider.System);
        await using var engine = await EngineOnVenue.RunAsync(
            venue, _data, ("Market:Speed", speed.ToString(CultureInfo.InvariantCulture)), ("Market:HistoryBars", HistoryBars.ToString(CultureInfo.InvariantCulture)),
            ("Binance:WeightPerMinute", "24000"), ("Recorder:Enabled", "false"));
        var open = await engine.LookAsync(e => e.Book.Open.Count);
        await engine.StopAsync(SettleLimit);
        Assert.Null(await engine.LookAsync(e => e.Defect));
        var difference = "";
        try
        {
            await Poll.UntilAsync(async () => (difference = await VenueComparison.DifferenceAsync(engine, hand, venue)).Length == 0, SettleLimit, "ledger and venue agree");
        }
        catch (TimeoutException)
        {
            Assert.Fail(difference);
        }

        var fills = (await VenueComparison.FillsAsync(hand, venue)).Count;
        output.WriteLine($"{Kills} kills, {_killedAtOrders} of them at an order; {fills} fills; {open} trades open at the last start.");
        return fills;
    }

    private static IEnumerable<(string, string)> Settings(FakeVenueHost venue, int port, int speed) =>
    [
        ("Exchange__Provider", "Binance"), ("Exchange__Environment", "Rehearsal"), ("Market__Source", "Exchange"), ("Recorder__Enabled", "false"),
        ("Market__Symbols", string.Join(", ", venue.Venue.Options.Symbols.Select(s => s.Symbol))), ("Market__Speed", speed.ToString(CultureInfo.InvariantCulture)),
        ("Market__HistoryBars", HistoryBars.ToString(CultureInfo.InvariantCulture)),
        ("Binance__RestUrl", $"http://127.0.0.1:{port}"), ("Binance__StreamUrl", $"ws://127.0.0.1:{port}"),
        ("Binance__ApiKey", VenueKey.Default.ApiKey), ("Binance__ApiSecret", VenueKey.Default.Secret), ("Binance__WeightPerMinute", "24000"),
    ];

    /// <summary>Tells when the head of an order's request passed.</summary>
    private sealed class OrderOnTheWire
    {
        private static readonly byte[][] Heads = [Encoding.ASCII.GetBytes("POST /fapi/v1/order"), Encoding.ASCII.GetBytes("POST /fapi/v1/algoOrder")];
        private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task NextAsync() => (_next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void See(ReadOnlyMemory<byte> sent)
        {
            if (Heads.Any(head => sent.Span.IndexOf(head) >= 0))
            {
                _next.TrySetResult();
            }
        }
    }
}
