using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.Integration.Venue;
using QuantumTrader.Unit.Execution;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What the venue and the network do to orders, and what the gateway says of it.</summary>
public sealed class GatewayFaultTests
{
    private const string Path = "/fapi/v1/order";
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    [Theory]
    [InlineData(FaultKind.Unknown503)]
    [InlineData(FaultKind.Timeout408)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Truncate)]
    [InlineData(FaultKind.Hang)]
    public async Task Entry_WhoseAnswerIsLostThoughItFilled_IsUnknownSentOnceAndFound(FaultKind kind)
    {
        await using var venue = await StartAsync();
        var script = venue.Host.Faults.Add(new FaultRule { Kind = kind, Method = "POST", Path = Path, Executed = true, Count = 0 });
        Assert.IsType<SubmitOutcome.Unknown>(await venue.Exchange.SubmitAsync(Entry(), default));
        Assert.Equal(1, script.Hits);
        Assert.Equal(VenueOrderStatus.Filled, (await FindAsync(venue) as OrderLookup.Found)?.Order.Status);
        Assert.Equal(0.02m, Assert.Single((await venue.Exchange.GetAccountAsync(default)).Value!.Positions).Quantity.Value);
    }

    [Theory]
    [InlineData(FaultKind.Unknown503)]
    [InlineData(FaultKind.Timeout408)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Hang)]
    public async Task Entry_WhoseAnswerIsLostAndThatDidNotFill_IsUnknownSentOnceAndNotFound(FaultKind kind)
    {
        await using var venue = await StartAsync();
        var script = venue.Host.Faults.Add(new FaultRule { Kind = kind, Method = "POST", Path = Path, Count = 0 });
        Assert.IsType<SubmitOutcome.Unknown>(await venue.Exchange.SubmitAsync(Entry(), default));
        Assert.Equal(1, script.Hits);
        Assert.IsType<OrderLookup.NotFound>(await FindAsync(venue));
    }

    [Theory]
    [InlineData(FaultKind.Unavailable503)]
    [InlineData(FaultKind.Internal503)]
    [InlineData(FaultKind.Throttled503)]
    [InlineData(FaultKind.Forbidden403)]
    [InlineData(FaultKind.TooMany429)]
    [InlineData(FaultKind.Banned418)]
    public async Task Entry_CertainlyNotExecuted_IsRejectedAndSentOnce(FaultKind kind)
    {
        await using var venue = await StartAsync();
        var script = venue.Host.Faults.Add(new FaultRule { Kind = kind, Method = "POST", Path = Path, Count = 0 });
        Assert.IsType<SubmitOutcome.Rejected>(await venue.Exchange.SubmitAsync(Entry(), default));
        Assert.Equal(1, script.Hits);
    }

    [Theory]
    [InlineData(FaultKind.Unavailable503)]
    [InlineData(FaultKind.Internal503)]
    [InlineData(FaultKind.Throttled503)]
    public async Task Close_WhileTheVenueIsOverloaded_GetsThrough(FaultKind kind)
    {
        await using var venue = await GatewayOnVenue.StartAsync(change: o => o.OrderTimeout = TimeSpan.FromSeconds(20)); // a slow machine gives up no sooner
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Entry(), default));
        venue.Host.Faults.Add(new FaultRule { Kind = kind, Method = "POST", Path = Path, Count = 2 });
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Close(), default));
        Assert.Empty((await venue.Exchange.GetAccountAsync(default)).Value!.Positions);
    }

    [Theory]
    [InlineData(FaultKind.TooMany429)]
    [InlineData(FaultKind.Banned418)]
    public async Task Limit_ToldByTheVenue_SilencesTheGateway(FaultKind kind)
    {
        await using var venue = await StartAsync();
        var script = venue.Host.Faults.Add(new FaultRule { Kind = kind, Path = "/fapi/v1/openOrders", Count = 0, RetryAfter = 60 });
        Assert.False((await venue.Exchange.GetOpenOrdersAsync(default)).IsOk);
        Assert.False((await venue.Exchange.GetOpenOrdersAsync(default)).IsOk);
        Assert.IsType<SubmitOutcome.Rejected>(await venue.Exchange.SubmitAsync(Close(), default));
        Assert.Equal(1, script.Hits);
        Assert.Equal(kind == FaultKind.Banned418, venue.Budget.Health.IsBanned);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public async Task Clock_OffTheVenues_IsMeasuredAndTheQuestionAnswered(int seconds)
    {
        await using var venue = await StartAsync(time: new ShiftedTime(TimeProvider.System, TimeSpan.FromSeconds(seconds)));
        Assert.IsType<SubmitOutcome.Rejected>(await venue.Exchange.SubmitAsync(Entry() with { SentAtUtc = venue.Time.GetUtcNow(), ReceiveWindow = TimeSpan.FromSeconds(2) }, default));
        Assert.True((await venue.Exchange.GetOpenOrdersAsync(default)).IsOk);
        Assert.InRange(venue.Clock.Offset.TotalSeconds, -seconds - 1, -seconds + 1);
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Entry() with { SentAtUtc = venue.Time.GetUtcNow(), ReceiveWindow = TimeSpan.FromSeconds(2) }, default));
    }

    [Fact]
    public async Task Reading_ThatFailsOnce_IsAskedAgain()
    {
        await using var venue = await StartAsync();
        venue.Host.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Path = "/fapi/v3/positionRisk" });
        venue.Host.Faults.Add(new FaultRule { Kind = FaultKind.Truncate, Path = "/fapi/v3/account", Executed = true });
        venue.Host.Faults.Add(new FaultRule { Kind = FaultKind.Unknown503, Path = "/fapi/v1/symbolConfig" });
        Assert.Null((await venue.Exchange.GetAccountAsync(default)).Failure);
    }

    [Fact]
    public async Task Close_OnAThinBook_EndsAsALimitAtTheBand()
    {
        await using var venue = await StartAsync();
        Assert.True((await venue.Exchange.GetInstrumentsAsync(default)).IsOk);
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Entry(), default));
        venue.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -4131, Method = "POST", Path = Path, Count = 0, Parameters = new Dictionary<string, string> { ["type"] = "MARKET" } });
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Close(), default));
        Assert.Empty((await venue.Exchange.GetAccountAsync(default)).Value!.Positions);
    }

    private static Task<GatewayOnVenue> StartAsync(TimeProvider? time = null) =>
        GatewayOnVenue.StartAsync(time: time, change: o => (o.OrderTimeout, o.ReadTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)));

    private static async Task<OrderLookup?> FindAsync(IContractVenue venue) => (await venue.Exchange.FindOrderAsync(Btc, Entry().ClientOrderId, default)).Value;

    private static OrderIntent Entry() => new()
    {
        ClientOrderId = ClientOrderId.Create("qt1-1-e0"),
        TradeId = TradeId.Create("1-1"),
        Symbol = Btc,
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = new(0.02m),
        ReduceOnly = false,
        ReferencePrice = new(30_000m),
    };

    private static OrderIntent Close() => Entry() with { ClientOrderId = ClientOrderId.Create("qt1-1-x1"), Side = OrderSide.Sell, Purpose = OrderPurpose.Exit, ReduceOnly = true };
}
