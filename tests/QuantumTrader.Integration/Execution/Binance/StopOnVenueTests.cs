using QuantumTrader.Domain.Emergency;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>An emergency stop over the venue's real surface, with whatever can happen to its calls: it ends flat in both order books.</summary>
public sealed class StopOnVenueTests : IDisposable
{
    private const int Positions = 50;
    private const string Orders = "/fapi/v1/order";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    public static TheoryData<string> Scripts => [.. FaultsByName.Keys];

    private static readonly Dictionary<string, FaultRule[]> FaultsByName = new()
    {
        ["none"] = [],
        ["closes time out and were executed"] = [Close(FaultKind.Hang, 5) with { Executed = true }],
        ["closes time out and were not executed"] = [Close(FaultKind.Hang, 5)],
        ["connections are reset after the execution"] = [Close(FaultKind.Reset, 5) with { Executed = true }],
        ["connections are reset before the execution"] = [Close(FaultKind.Reset, 5)],
        ["answers are cut in the middle"] = [Close(FaultKind.Truncate, 5) with { Executed = true }],
        ["503 unknown, executed"] = [Close(FaultKind.Unknown503, 10) with { Executed = true }],
        ["503 unknown, not executed"] = [Close(FaultKind.Unknown503, 10)],
        ["503 unavailable"] = [Close(FaultKind.Unavailable503, 10)],
        ["503 internal"] = [Close(FaultKind.Internal503, 10)],
        ["503 throttled"] = [new() { Kind = FaultKind.Throttled503, Method = "POST", Count = 0 }],
        ["408, executed"] = [Close(FaultKind.Timeout408, 10) with { Executed = true }],
        ["403 page of the firewall"] = [Close(FaultKind.Forbidden403, 5)],
        ["429 with Retry-After"] = [Close(FaultKind.TooMany429, 3) with { RetryAfter = 1 }],
        ["418 ban"] = [Close(FaultKind.Banned418, 1) with { RetryAfter = 2 }],
        ["-1021 time stamp"] = [Close(FaultKind.Error, 10, -1021)],
        ["-1007 time-out"] = [Close(FaultKind.Error, 10, -1007) with { Executed = true }],
        ["-2022 reduce-only rejected"] = [Close(FaultKind.Error, 10, -2022)],
        ["-4131 book too thin"] = [Close(FaultKind.Error, 10, -4131) with { Parameters = new Dictionary<string, string> { ["type"] = "MARKET" } }],
        ["-2019 no margin"] = [Close(FaultKind.Error, 10, -2019)],
        ["-1015 too many orders"] = [Close(FaultKind.Error, 3, -1015)],
        ["cancels say -2011"] = [new() { Kind = FaultKind.Error, Method = "DELETE", Code = -2011, Count = 20 }],
        ["cancels time out and were executed"] = [new() { Kind = FaultKind.Hang, Method = "DELETE", Executed = true, Count = 10 }],
        ["cancels time out and were not executed"] = [new() { Kind = FaultKind.Hang, Method = "DELETE", Count = 10 }],
        ["readings fail"] = [new() { Kind = FaultKind.Reset, Method = "GET", Path = "/fapi/v3/*", Count = 6 }, new() { Kind = FaultKind.Hang, Method = "GET", Path = "/fapi/v1/open*", Count = 3 }],
        ["every tenth call is lost"] = [.. Enumerable.Range(1, 20).Select(n => new FaultRule { Kind = FaultKind.Reset, Skip = n * 10, Executed = n % 2 == 0 })],
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Stop_UnderAFaultScript_EndsFlatInBothBooks(string script)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Symbols = InstrumentCatalogue.Invented(Positions),
            BalanceStart = 1_000_000m,
            Limits = new RateLimitOptions { OrdersPer10S = 3_000, OrdersPerMinute = 6_000, WeightPerMinute = 24_000 },
        });
        using var hand = new VenueClient(venue.RestUrl, TimeProvider.System);
        await CrowdedAccount.FillAsync(venue, hand);
        await using var engine = await EngineOnVenue.OpenAsync(venue, _data);
        Array.ForEach(FaultsByName[script], rule => venue.Faults.Add(rule));

        var record = await engine.StopAsync(Limit);

        venue.Faults.Clear();
        Assert.Equal(EmergencyRunState.Flat, record.RunState);
        Assert.Empty((await hand.GetAsync("/fapi/v1/openOrders")).Json.EnumerateArray());
        Assert.Empty((await hand.GetAsync("/fapi/v1/openAlgoOrders")).Json.EnumerateArray());
        Assert.DoesNotContain((await hand.GetAsync("/fapi/v3/positionRisk")).Json.EnumerateArray(), p => VenueReply.NumberOf(p.GetProperty("positionAmt")) != 0m);
    }

    private static FaultRule Close(FaultKind kind, int count, int code = 0) => new() { Kind = kind, Method = "POST", Path = Orders, Count = count, Code = code };
}
