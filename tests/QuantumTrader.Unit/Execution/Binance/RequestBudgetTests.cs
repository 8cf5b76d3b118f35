using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Domain.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Binance;

public class RequestBudgetTests
{
    private const string Income = "GET /fapi/v1/income";

    [Fact]
    public async Task Ordinary_WhenItsShareIsUsed_IsRefusedUnsentWhileSafetyGoesOn()
    {
        using var gateway = new Gateway(o => (o.WeightPerMinute, o.Reserve) = (100, 0.5m));
        gateway.Venue.On(Income, "[]").On("DELETE /fapi/v1/allOpenOrders", """{"code":200,"msg":"ok"}""");
        Assert.True((await IncomeAsync(gateway)).TryGet(out _)); // 30 of 50
        var second = Assert.IsType<BinanceAnswer<IReadOnlyList<BinanceIncome>>.Refused>(await IncomeAsync(gateway));
        Assert.True(second.WasNotSent);
        Assert.True((await gateway.Api.CancelAllOpenOrdersAsync(Gateway.Btc, CancellationToken.None)).TryGet(out _));
        Assert.Equal((31, 1L), (gateway.Budget.Health.WeightUsed, gateway.Budget.Health.RefusedUnsent));
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await IncomeAsync(gateway)).TryGet(out _));
    }

    [Theory]
    [InlineData("77", 77)]
    [InlineData("-1", 30)]
    [InlineData("5", 30)]
    [InlineData("nonsense", 30)]
    public async Task Header_LargerThanOurCount_IsAdoptedAndNothingElse(string header, int used)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Income, WireAnswer.Ok("[]", ("X-MBX-USED-WEIGHT-1M", header)));
        await IncomeAsync(gateway);
        Assert.Equal(used, gateway.Budget.Health.WeightUsed);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("999999")]
    [InlineData("2147483647")]
    public async Task Header_HoweverLarge_LeavesTheReserveToAStop(string header)
    {
        using var gateway = new Gateway(o => (o.WeightPerMinute, o.Reserve) = (100, 0.5m));
        gateway.Venue.On(Income, WireAnswer.Ok("[]", ("X-MBX-USED-WEIGHT-1M", header)));
        await IncomeAsync(gateway);
        Assert.Equal(int.Parse(header, CultureInfo.InvariantCulture), gateway.Budget.Health.WeightUsed);
        Assert.False((await IncomeAsync(gateway)).TryGet(out _)); // what is ordinary waits for the minute's end
        Assert.NotEqual(TimeSpan.Zero, Take(BinanceEndpoints.AllOpenOrders, 40));

        gateway.Budget.IsStopping = () => true;
        Assert.Equal(TimeSpan.Zero, Take(BinanceEndpoints.AllOpenOrders, 40));
        Assert.Equal(TimeSpan.Zero, Take(BinanceEndpoints.CancelOrder, 10));
        Assert.NotEqual(TimeSpan.Zero, Take(BinanceEndpoints.CancelOrder, 1)); // what we send ourselves counts to the last

        TimeSpan Take(BinanceEndpoint endpoint, int weight) => gateway.Budget.TryTake(endpoint, weight, false, out _);
    }

    [Fact]
    public async Task OrderCounts_OfNonsense_LeaveRoomForCloses()
    {
        using var gateway = new Gateway(o => (o.OrdersPerTenSeconds, o.Reserve) = (10, 0.3m));
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Ok(Gateway.Order("x"), ("X-MBX-ORDER-COUNT-10S", "2147483647"), ("X-MBX-ORDER-COUNT-1M", "999999")));
        Assert.IsType<SubmitOutcome.Accepted>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.IsType<SubmitOutcome.Accepted>(await gateway.SubmitAsync(Gateway.Close()));
    }

    [Fact]
    public async Task OrderCounts_OfTheVenue_StopEntriesBeforeTheReserve()
    {
        using var gateway = new Gateway(o => (o.OrdersPerTenSeconds, o.Reserve) = (10, 0.3m));
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Ok(Gateway.Order("x"), ("X-MBX-ORDER-COUNT-10S", "7"), ("X-MBX-ORDER-COUNT-1M", "7")));
        Assert.IsType<SubmitOutcome.Accepted>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.IsType<SubmitOutcome.Accepted>(await gateway.SubmitAsync(Gateway.Close()));
        Assert.Equal(2, gateway.Venue.Calls.Count);
    }

    [Fact]
    public async Task Limits_ThatTheVenueLists_AreAdopted()
    {
        using var gateway = new Gateway();
        gateway.Budget.AdoptLimits([
            new() { RateLimitType = "REQUEST_WEIGHT", Interval = "MINUTE", IntervalNum = 1, Limit = 10 },
            new() { RateLimitType = "ORDERS", Interval = "DAY", IntervalNum = 1, Limit = 1 },
            new() { RateLimitType = "RAW_REQUESTS", Interval = "MINUTE", IntervalNum = 1, Limit = 1 },
        ]);
        Assert.Equal(10, gateway.Budget.Health.WeightLimit);
        Assert.False((await IncomeAsync(gateway)).TryGet(out _));
    }

    [Fact]
    public async Task TooManyRequests_WithATime_SilencesEverythingUntilThen()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Income, new WireAnswer(429, """{"code":-1003,"msg":"Too many requests."}""", ("Retry-After", "7")));
        await IncomeAsync(gateway);
        Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.False((await gateway.Api.GetTimeAsync(CancellationToken.None)).TryGet(out _));
        Assert.Single(gateway.Venue.Calls);
        gateway.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.True((await gateway.Api.GetTimeAsync(CancellationToken.None)).TryGet(out _));
    }

    [Fact]
    public async Task Close_WhenItsTurnComesSoon_WaitsForIt()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Income, new WireAnswer(429, "slow down", ("Retry-After", "1"))).On("POST /fapi/v1/order", Gateway.Order("x"));
        await IncomeAsync(gateway);
        var closing = gateway.Exchange.SubmitAsync(Gateway.Close(), CancellationToken.None).AsTask();
        Assert.False(closing.IsCompleted);
        Assert.Single(gateway.Venue.Calls);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<SubmitOutcome.Accepted>(await closing.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task TooManyOrders_StopsOrdersAndNotQuestions()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Refused(-1015, "Too many new orders", 400), WireAnswer.Ok(Gateway.Order("x")));
        Assert.Equal(-1015, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry())).VenueCode);
        Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.Single(gateway.Venue.Calls);
        Assert.True((await gateway.Api.GetTimeAsync(CancellationToken.None)).TryGet(out _));
        gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<SubmitOutcome.Accepted>(await gateway.SubmitAsync(Gateway.Entry()));
    }

    [Fact]
    public async Task Ban_OutlivesTheProcess()
    {
        using var folder = new TempFolder();
        var until = Gateway.Now + TimeSpan.FromHours(1);
        using (var first = new Gateway(ban: new BanFile(PhysicalDisk.Instance, folder.Path)))
        {
            first.Venue.On(Income, new WireAnswer(418, $$"""{"code":-1003,"msg":"Way too many requests; IP banned until {{until.ToUnixTimeMilliseconds()}}."}"""));
            await IncomeAsync(first);
        }

        using var second = new Gateway(ban: new BanFile(PhysicalDisk.Instance, folder.Path));
        Assert.Equal((until, true), (second.Budget.Health.QuietUntilUtc, second.Budget.Health.IsBanned));
        Assert.False((await second.Api.GetTimeAsync(CancellationToken.None)).TryGet(out _));
        Assert.Empty(second.Venue.Calls);
        second.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await second.Api.GetTimeAsync(CancellationToken.None)).TryGet(out _));
    }

    [Theory]
    [InlineData("garbage", 120)]
    [InlineData("99999999999999", 120)]
    [InlineData("0", null)]
    public void BanFile_Damaged_CountsAsAShortBan(string content, int? seconds)
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, BanFile.FileName), content);
        var until = new BanFile(PhysicalDisk.Instance, folder.Path).Read(Gateway.Now);
        Assert.Equal(seconds is { } s ? Gateway.Now + TimeSpan.FromSeconds(s) : null, until);
    }

    [Fact]
    public void Window_WhenTheClockGoesBackABit_StaysWhereItIs()
    {
        var time = new FakeTimeProvider(Gateway.Now);
        var budget = new RequestBudget(new BinanceOptions { WeightPerMinute = 30 }, new ServerClock(time), file: null);
        Assert.Equal(TimeSpan.Zero, budget.TryTake(BinanceEndpoints.GetOrder, 30, false, out _));
        Assert.InRange(budget.TryTake(BinanceEndpoints.GetOrder, 5, false, out _), TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, budget.TryTake(BinanceEndpoints.GetOrder, 5, false, out _));
    }

    [Fact]
    public void Readings_OfTheAccount_LeaveTheReserveToAStop()
    {
        var isStopping = false;
        var budget = new RequestBudget(new BinanceOptions { WeightPerMinute = 100, Reserve = 0.3m }, new ServerClock(new FakeTimeProvider(Gateway.Now)), file: null) { IsStopping = () => isStopping };
        Assert.Equal(TimeSpan.Zero, Take(BinanceEndpoints.AllOpenOrders, 40));
        Assert.NotEqual(TimeSpan.Zero, Take(BinanceEndpoints.AllOpenAlgoOrders, 40)); // the screen, a comparison: they can wait
        Assert.Equal(TimeSpan.Zero, Take(BinanceEndpoints.CancelOrder, 1));

        isStopping = true;
        Assert.Equal(TimeSpan.Zero, Take(BinanceEndpoints.AllOpenAlgoOrders, 40));
        Assert.Equal(TimeSpan.Zero, Take(BinanceEndpoints.Account, 5));

        TimeSpan Take(BinanceEndpoint endpoint, int weight) => budget.TryTake(endpoint, weight, false, out _);
    }

    private static Task<BinanceAnswer<IReadOnlyList<BinanceIncome>>> IncomeAsync(Gateway gateway) =>
        gateway.Api.GetIncomeAsync(new IncomeQuery(null), CancellationToken.None).AsTask();
}
