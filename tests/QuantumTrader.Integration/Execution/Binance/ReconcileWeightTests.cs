using System.Diagnostics;
using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What it costs to agree with a venue at a start and while running, in the venue's own weights and in time.</summary>
public sealed class ReconcileWeightTests
{
    private const int Symbols = 50;
    private const int StartWeightMax = 300;
    private const int ComparisonWeightMax = 24; // 2 % of 2,400 a minute, every 30 s
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The first life, which finds fifty positions and no book, is not what is measured.</summary>
    private static readonly (string Key, string Value) Wide = ("Binance:WeightPerMinute", "240000");

    /// <summary>What reconciling asks, by the weights that the venue documents; the lists of open orders are asked without a symbol.</summary>
    private static readonly (string Path, int Weight)[] Asked =
    [
        ("/fapi/v3/account", 5), ("/fapi/v3/positionRisk", 5), ("/fapi/v1/symbolConfig", 5), ("/fapi/v1/income", 30), ("/fapi/v1/openOrders", 40), ("/fapi/v1/openAlgoOrders", 40),
        ("/fapi/v1/userTrades", 5), ("/fapi/v1/order", 1), ("/fapi/v1/algoOrder", 1), ("/fapi/v1/allAlgoOrders", 5),
    ];

    [Fact]
    public async Task StartAndComparisons_WithFiftyPositions_StayWithinTheirWeightAndTime()
    {
        await using var host = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Symbols = [.. Enumerable.Range(0, Symbols).Select(i => InstrumentDefaults.Build(
                string.Create(CultureInfo.InvariantCulture, $"S{i:00}USDT"), "S", 100m, tick: 0.01m, step: 0.01m, marketMax: 10_000m, notionalMin: 5m, pricePrecision: 2, quantityPrecision: 2))],
            Limits = new RateLimitOptions { WeightPerMinute = 240_000, OrdersPer10S = 10_000, OrdersPerMinute = 10_000 },
        });
        using var data = new TempFolder();
        using var hand = new VenueClient(host.RestUrl, TimeProvider.System);
        await HoldAllAsync(host, hand);
        await using (var first = await EngineOnVenue.OpenAsync(host, data, Wide))
        {
            await first.DoAsync(() => first.Live.StartAsync());
            await Poll.UntilAsync(() => first.LookAsync(e => e.Book.Open.Count(t => t.Orders.Count >= 3 && t.Orders.All(o => o.Stage == Domain.Trades.TradeOrderStage.Working)) == Symbols), Limit, "each is a trade with a stop and two targets");
        }

        // The account's stream has a reading of its own when it connects; it comes when the start was measured.
        host.Faults.Add(new FaultRule { Kind = FaultKind.Unavailable503, Method = "POST", Path = "/fapi/v1/listenKey", Count = 0 });
        await using var engine = await EngineOnVenue.OpenAsync(host, data, Wide);
        Assert.Equal(Symbols, await engine.LookAsync(e => e.Book.Open.Count(t => t.QuantityOpen.IsPositive && t.Orders.Count >= 3)));
        var calls = Asked.Select(a => (a.Weight, Script: Count(host, a.Path))).ToArray();
        var began = Stopwatch.GetTimestamp();
        await engine.DoAsync(() => engine.Live.StartAsync());
        var took = Stopwatch.GetElapsedTime(began);
        var weight = calls.Sum(c => c.Weight * c.Script.Hits);

        Assert.True(await engine.LookAsync(e => e.Leadership.IsOnDuty && e.Ledger.OpenCount == Symbols && e.Book.Open.Count == Symbols));
        Assert.True(weight <= StartWeightMax, $"The start weighed {weight}: {Words(calls)}.");
        Assert.True(took <= StartMax, $"The start took {took.TotalSeconds:0.00} s.");

        host.Faults.Clear();
        await ComparisonsAsync(host, engine);
    }

    /// <summary>Twenty, as ten minutes have with a stream that is followed; what is asked once in ten minutes is among them, or is counted.</summary>
    private static async Task ComparisonsAsync(FakeVenueHost host, EngineOnVenue engine)
    {
        const int Comparisons = 20;
        const int TransfersAsked = 30; // their sum is believed for ten minutes while the wallet rests, and no ten minutes pass here
        await Poll.UntilAsync(
            async () =>
            {
                await engine.DoAsync(() => engine.Engine.ReconcileAsync(looksAtAll: true));
                return engine.Live.Tidings is { FollowedSinceUtc: not null, IsInDoubt: false };
            },
            Limit,
            "the venue is followed and nothing is in doubt");
        host.Faults.Clear();
        var calls = Asked.Select(a => (a.Weight, Script: Count(host, a.Path))).ToArray();
        for (var i = 0; i < Comparisons; i++)
        {
            await engine.DoAsync(() => engine.Engine.ReconcileAsync(looksAtAll: true));
        }

        var weight = calls.Sum(c => c.Weight * c.Script.Hits) + TransfersAsked;
        Assert.True(weight >= Comparisons * 15, "Each comparison read the account.");
        Assert.True(weight <= Comparisons * ComparisonWeightMax, $"{Comparisons} comparisons weighed {weight}: {Words(calls)}.");
        Assert.True(await engine.LookAsync(e => e.Drift!.IsNone));
    }

    /// <summary>Each as if a trade of ours had opened it, of which the disk is gone: the first start makes it a trade again.</summary>
    private static async Task HoldAllAsync(FakeVenueHost host, VenueClient hand)
    {
        foreach (var (symbol, number) in host.Venue.Options.Symbols.Select((s, i) => (s.Symbol, i + 1)))
        {
            var id = ClientOrderIds.ForTrade(TradeId.Create(string.Create(CultureInfo.InvariantCulture, $"1-{number}")), OrderPurpose.Entry, 0);
            var reply = await hand.OrderAsync($"symbol={symbol}&side=BUY&type=MARKET&quantity=0.5&newClientOrderId={id.Value}");
            Assert.True(reply.Status == 200, reply.Text);
        }
    }

    private static FaultScript Count(FakeVenueHost host, string path) => host.Faults.Add(new FaultRule { Kind = FaultKind.Delay, Delay = Latency, Method = "GET", Path = path, Count = 0 });

    private static string Words(IEnumerable<(int Weight, FaultScript Script)> calls) =>
        string.Join(", ", calls.Where(c => c.Script.Hits > 0).Select(c => $"{c.Script.Rule.Path} {c.Script.Hits} times"));
}
