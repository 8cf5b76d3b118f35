using System.Globalization;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>Days of trading over HTTP and WebSocket with faults on: in the end the engine's account is the venue's, to the last digit.</summary>
public sealed class DayOnVenueTests : IDisposable
{
    private const int Speed = 2_400;
    private const int HistoryBars = 120;
    private const int FillsWanted = 12;
    private static readonly string[] Questions = ["/fapi/v3/account", "/fapi/v1/openOrders", "/fapi/v1/openAlgoOrders", "/fapi/v1/order", "/fapi/v1/algoOrder", "/fapi/v1/income"];
    private static readonly TimeSpan DayLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(40);
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    /// <summary>ADAUSDT of 13 December 2022.</summary>
    [SharedDataFact]
    public async Task ReplayedDay_WithFaults_EndsWithTheVenuesLedger()
    {
        var series = KlineFile.Read(Path.Combine(Repository.SharedMarketData!, "ADAUSDT-1m-2022-12-13.csv"));
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Symbols = [InstrumentCatalogue.Of(series)],
            Feed = new FeedOptions { Path = PricePath.Files, Series = [series], Speed = Speed, HistoryBars = HistoryBars },
        });

        // As often as it is compared by itself: the venue's limits are the real ones here, a day a minute or not.
        var trades = await TradeAsync(venue, _ => Task.FromResult(venue.Feed.IsOver));

        Assert.True(trades > 0, "Nothing was traded: this showed nothing.");
    }

    /// <summary>A market in which more is traded, and everything goes wrong more often.</summary>
    [Fact]
    public async Task ManyTrades_WithFaults_EndWithTheVenuesLedger()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Symbols = [.. InstrumentCatalogue.WellKnown.Take(6)],
            Limits = new RateLimitOptions { WeightPerMinute = 24_000 }, // a day a minute asks more than the venue allows in a minute
            Feed = new FeedOptions { Path = PricePath.Walk, Speed = Speed, HistoryBars = HistoryBars },
        });

        var fills = await TradeAsync(
            venue, engine => engine.LookAsync(e => e.Book.Open.Concat(e.Book.Recent).Sum(t => t.FillIds.Count) >= FillsWanted), ("Execution:ReconcileInterval", "00:00:02"), ("Execution:ReconcileQuietInterval", "00:00:02"));

        Assert.True(fills >= FillsWanted, $"Only {fills} fills: this showed little.");
    }

    private async Task<int> TradeAsync(FakeVenueHost venue, Func<EngineOnVenue, Task<bool>> isOver, params (string Key, string Value)[] settings)
    {
        Spoil(venue);
        using var hand = new VenueClient(venue.RestUrl, TimeProvider.System);
        await using var engine = await EngineOnVenue.RunAsync(
            venue, _data, [("Market:Speed", Speed.ToString(CultureInfo.InvariantCulture)), ("Market:HistoryBars", HistoryBars.ToString(CultureInfo.InvariantCulture)), .. settings]);
        await Poll.UntilAsync(async () => engine.HasEnded || await isOver(engine), DayLimit, "the day is over");
        Assert.False(engine.HasEnded, "The engine ended itself.");
        Assert.Null(await engine.LookAsync(e => e.Defect));

        await engine.StopAsync(SettleLimit);
        venue.Faults.Clear();
        venue.Streams.ClearFaults();
        var difference = "";
        try
        {
            await Poll.UntilAsync(async () => (difference = await VenueComparison.DifferenceAsync(engine, hand, venue)).Length == 0, SettleLimit, "ledger and venue agree");
        }
        catch (TimeoutException)
        {
            Assert.Fail(difference);
        }

        return (await VenueComparison.FillsAsync(hand, venue)).Count;
    }

    /// <summary>Every kind of fault at regular distances, of orders, conditional orders, cancels, questions and streams.</summary>
    private static void Spoil(FakeVenueHost venue)
    {
        FaultKind[] unknown = [FaultKind.Reset, FaultKind.Hang, FaultKind.Unknown503, FaultKind.Timeout408, FaultKind.Truncate];
        FaultKind[] certain = [FaultKind.Unavailable503, FaultKind.Internal503, FaultKind.Forbidden403];
        for (var i = 0; i < 20; i++)
        {
            var isExecuted = i % 2 == 0;
            var kind = isExecuted || i % 4 == 1 ? unknown[i % unknown.Length] : certain[i % certain.Length];
            kind = !isExecuted && kind == FaultKind.Truncate ? FaultKind.Reset : kind;
            venue.Faults.Add(new FaultRule { Kind = kind, Method = "POST", Path = "/fapi/v1/order", Skip = 1 + (i * 3), Executed = isExecuted });
            venue.Faults.Add(new FaultRule { Kind = kind, Method = "POST", Path = "/fapi/v1/algoOrder", Skip = 2 + (i * 4), Executed = isExecuted });
            venue.Faults.Add(new FaultRule { Kind = kind, Method = "DELETE", Skip = 2 + (i * 3), Executed = isExecuted });
            venue.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Method = "GET", Path = Questions[i % Questions.Length], Skip = 10 + (i * 9) });
        }

        for (var i = 0; i < 10; i++)
        {
            venue.Streams.Inject(new StreamFault { Kind = (StreamFaultKind)(i % 3), Path = StreamPath.Private, Event = i % 2 == 0 ? "ORDER_TRADE_UPDATE" : "ACCOUNT_UPDATE", Count = 1 + (i % 2) });
        }
    }
}
