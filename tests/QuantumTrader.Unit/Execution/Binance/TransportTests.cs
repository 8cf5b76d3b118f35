using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Unit.Execution.Binance;

public class TransportTests
{
    [Fact]
    public async Task Order_WithoutAnAnswer_IsUnknownAndSentOnce()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Silence);
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Close()));
        Assert.Equal(2, gateway.Venue.Calls.Count);
    }

    [Theory]
    [InlineData(200, "{\"orderId\":7")]
    [InlineData(200, "<html>")]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "null")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(503, "{\"code\":-1000,\"msg\":\"Unknown error, please check your request or try again later.\"}")]
    [InlineData(400, "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server.\"}")]
    [InlineData(400, "{\"code\":-31337,\"msg\":\"new\"}")]
    public async Task Order_AnsweredByGarbageOrDoubt_IsUnknown(int status, string body)
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", new WireAnswer(status, body));
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.Single(gateway.Venue.Calls);
    }

    [Fact]
    public async Task Order_WhoseConnectionBreaks_IsUnknown()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Cut);
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.Single(gateway.Venue.Calls);
    }

    [Fact]
    public async Task Call_WhoseConnectionIsGoneBeforeItIsUsed_HasNoAnswerAndThrowsNothing()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Gone).On("GET /fapi/v1/exchangeInfo", WireAnswer.Gone);
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Entry()));
        var read = await gateway.Api.GetExchangeInfoAsync(CancellationToken.None);
        Assert.Contains("NotConnected", Assert.IsType<BinanceAnswer<BinanceExchangeInfo>.Unknown>(read).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_LongerThanItsLimit_IsNone()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/exchangeInfo", new string(' ', 33 * 1024 * 1024));
        var answer = await gateway.Api.GetExchangeInfoAsync(CancellationToken.None);
        Assert.Equal("The answer of GET /fapi/v1/exchangeInfo is longer than 32768 KB.", Assert.IsType<BinanceAnswer<BinanceExchangeInfo>.Unknown>(answer).Cause);
    }

    [Fact]
    public async Task Answer_OfAPage_IsReadNoFurtherThanAPageCanBe()
    {
        using var gateway = new Gateway();
        var padded = "[]" + new string(' ', 5 * 1024 * 1024);
        gateway.Venue.On("GET /fapi/v1/income", padded).On("GET /fapi/v1/openOrders", padded).On("GET /fapi/v1/openAlgoOrders", padded);
        var income = await gateway.Api.GetIncomeAsync(new IncomeQuery(null), CancellationToken.None);
        Assert.Equal("The answer of GET /fapi/v1/income is longer than 4096 KB.", Assert.IsType<BinanceAnswer<IReadOnlyList<BinanceIncome>>.Unknown>(income).Cause);
        Assert.False((await gateway.Api.GetOpenOrdersAsync(Gateway.Btc, CancellationToken.None)).TryGet(out _)); // of one symbol

        Assert.True((await gateway.Api.GetOpenOrdersAsync(null, CancellationToken.None)).TryGet(out _)); // a stop must see the last of them
        Assert.True((await gateway.Api.GetOpenAlgoOrdersAsync(null, CancellationToken.None)).TryGet(out _));
    }

    [Fact]
    public async Task Call_CanceledBeforeItWasSent_IsNotSent()
    {
        using var gateway = new Gateway();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await gateway.Exchange.SubmitAsync(Gateway.Entry(), new CancellationToken(canceled: true)));
        Assert.Empty(gateway.Venue.Calls);
    }

    [Fact]
    public async Task Order_CanceledOnItsWay_StillGivesTheOutcome()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Silence);
        using var stopping = new CancellationTokenSource();
        var outcome = gateway.Exchange.SubmitAsync(Gateway.Entry(), stopping.Token).AsTask();
        await stopping.CancelAsync();
        Assert.False(outcome.IsCompleted);
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.RunAsync(new ValueTask<SubmitOutcome>(outcome)));
    }

    [Fact]
    public async Task Key_IsNotSentWhereItIsNotNeeded()
    {
        using var gateway = new Gateway();
        await gateway.Api.GetTimeAsync(CancellationToken.None);
        Assert.DoesNotContain("X-MBX-APIKEY", Assert.Single(gateway.Venue.Calls).Headers.Keys);
    }

    [Fact]
    public async Task Call_ThatNeedsAKey_IsRefusedWithoutOne()
    {
        using var gateway = new Gateway(o => o.ApiKey = null);
        var answer = await gateway.Api.GetAccountAsync(CancellationToken.None);
        Assert.True(Assert.IsType<BinanceAnswer<BinanceAccount>.Refused>(answer).WasNotSent);
        Assert.Empty(gateway.Venue.Calls);
    }

    [Fact]
    public async Task Numbers_OfAnOrder_ArePlainDigits()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", Gateway.Order("qt1-42-e0"));
        await gateway.SubmitAsync(Gateway.Entry(OrderType.Limit) with { Quantity = new(0.000010000m) });
        var sent = Assert.Single(gateway.Venue.Calls);
        Assert.Equal(("0.00001", "50000.1", "GTC"), (sent["quantity"], sent["price"], sent["timeInForce"]));
    }

    [Fact]
    public async Task Meter_OfAnswersAndSilence_Counts()
    {
        using var gateway = new Gateway();
        await gateway.Api.GetTimeAsync(CancellationToken.None);
        gateway.Venue.On("GET /fapi/v1/time", WireAnswer.Cut);
        await gateway.Api.GetTimeAsync(CancellationToken.None);
        Assert.Equal((2, 1), (gateway.Api.Meter.Calls, gateway.Api.Meter.Unanswered));
        Assert.NotNull(gateway.Api.Meter.Latency);
    }
}
