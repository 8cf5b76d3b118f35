using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>Whoever asked for an order is told what became of it before he gives up waiting, and what is sent after that is nothing.</summary>
public class AnswerTimeTests
{
    private const string Order = "POST /fapi/v1/order";
    private const string Find = "GET /fapi/v1/order";
    private const string Mark = "GET /fapi/v1/premiumIndex";
    private const string Clock = "GET /fapi/v1/time";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Ack = new ExecutionOptions().AckTimeout;

    [Fact]
    public void Defaults_OfVenueAndExecutor_LeaveTheExecutorTheLongerOne() => Assert.True(new BinanceOptions().AnswerMax < Ack);

    [Fact]
    public async Task Close_ThatWaitsForItsTurnInVain_IsRejectedAtOnceAndNeverSent()
    {
        using var gateway = new Gateway(o => o.OrdersPerTenSeconds = 1);
        gateway.Venue.On(Order, Gateway.Order("qt1-42-x3"));
        await gateway.Exchange.SubmitAsync(Gateway.Close(), default);
        var outcome = await EndAsync(gateway.Exchange.SubmitAsync(Gateway.Close(), default));
        gateway.Time.Advance(TimeSpan.FromSeconds(15)); // a new window, in which it could go

        Assert.Contains("Not sent", Assert.IsType<SubmitOutcome.Rejected>(outcome).VenueText, StringComparison.Ordinal);
        Assert.Single(gateway.Venue.To(Order));
    }

    [Fact]
    public async Task Close_CalledBackWhileItWaitsForItsTurn_IsRejectedAndNeverSent()
    {
        using var gateway = new Gateway(o => (o.OrdersPerTenSeconds, o.TurnWaitMax) = (1, TimeSpan.FromSeconds(10)));
        gateway.Venue.On(Order, Gateway.Order("qt1-42-x3"));
        await gateway.Exchange.SubmitAsync(Gateway.Close(), default);
        using var stopping = new CancellationTokenSource();
        var waiting = gateway.Exchange.SubmitAsync(Gateway.Close(), stopping.Token);
        await stopping.CancelAsync();

        Assert.IsType<SubmitOutcome.Rejected>(await EndAsync(waiting));
        gateway.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Single(gateway.Venue.To(Order));
    }

    [Fact]
    public async Task Close_WhoseLastTryHangs_IsUnknownWithinTheTimeOfAnAnswer()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(-1008, "throttled", 503), WireAnswer.Silence);
        var began = gateway.Time.GetTimestamp();
        var closing = gateway.Exchange.SubmitAsync(Gateway.Close(), default);
        await Poll.UntilAsync(() =>
        {
            gateway.Time.Advance(TimeSpan.FromMilliseconds(10));
            return gateway.Venue.To(Order).Length == 2;
        }, Limit, "the second try");
        gateway.Time.Advance(gateway.Options.OrderTimeout);

        Assert.IsType<SubmitOutcome.Unknown>(await EndAsync(closing));
        Assert.InRange(gateway.Time.GetElapsedTime(began), gateway.Options.OrderTimeout, gateway.Options.AnswerMax);
    }

    [Fact]
    public async Task Close_WhoseClockCannotBeSetRight_IsRejectedInTimeAndNotSentAgain()
    {
        using var gateway = new Gateway(o => o.ReadTimeout = Ack);
        gateway.Venue.On(Order, WireAnswer.Refused(-1021, "Timestamp for this request is outside of the recvWindow.")).On(Clock, WireAnswer.Silence);
        var outcome = await AfterSendMaxAsync(gateway, gateway.Exchange.SubmitAsync(Gateway.Close(), default), Clock);

        Assert.Equal(-1021, Assert.IsType<SubmitOutcome.Rejected>(outcome).VenueCode);
        Assert.Single(gateway.Venue.To(Order));
    }

    [Fact]
    public async Task Close_OnAThinBookWhoseMarkHangs_KeepsTheFirstRefusalInTime()
    {
        using var gateway = new Gateway(o => o.ReadTimeout = Ack);
        gateway.Venue.On(Order, WireAnswer.Refused(-4131)).On(Mark, WireAnswer.Silence);
        var outcome = await AfterSendMaxAsync(gateway, gateway.Exchange.SubmitAsync(Gateway.Close(), default), Mark);

        Assert.Equal(-4131, Assert.IsType<SubmitOutcome.Rejected>(outcome).VenueCode);
    }

    [Fact]
    public async Task Duplicate_WhoseFirstAttemptCannotBeLookedFor_IsUnknownInTime()
    {
        using var gateway = new Gateway(o => o.ReadTimeout = Ack);
        gateway.Venue.On(Order, WireAnswer.Refused(-4116)).On(Find, WireAnswer.Silence);

        Assert.IsType<SubmitOutcome.Unknown>(await AfterSendMaxAsync(gateway, gateway.Exchange.SubmitAsync(Gateway.Entry(), default), Find));
    }

    [Fact]
    public async Task CancelAll_WhoseOrdersCannotBeCounted_IsSentAllTheSameAndSoon()
    {
        const string Count = "GET /fapi/v1/openOrders";
        using var gateway = new Gateway();
        gateway.Venue.On(Count, WireAnswer.Silence).On("DELETE /fapi/v1/allOpenOrders", """{"code":200,"msg":"done"}""");
        var canceling = gateway.Exchange.CancelAllAsync(Gateway.Btc, default);
        await Poll.UntilAsync(() => gateway.Venue.To(Count).Length == 1, Limit, "the count");
        gateway.Time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.IsType<CancelOutcome.Canceled>(await EndAsync(canceling));
    }

    [Theory]
    [InlineData("00:00:02.5", "00:00:01", "", true)]
    [InlineData("00:00:02.5", "00:00:01", "00:00:04.750", false)]
    [InlineData("00:00:03", "00:00:01", "", false)]
    [InlineData("00:00:03", "00:00:01", "00:00:06", true)]
    [InlineData("00:00:02.5", "00:00:02", "00:00:05", false)]
    public void Settings_ThatLetAnOrderOutliveItsExecutor_AreRefused(string order, string turn, string ack, bool isFine)
    {
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Exchange:Provider"] = "Binance" };
        if (ack.Length > 0)
        {
            settings["Execution:AckTimeout"] = ack;
        }

        var options = new BinanceOptions { OrderTimeout = TimeSpan.Parse(order, null), TurnWaitMax = TimeSpan.Parse(turn, null) };
        var result = new ValidateAnswerTimes(settings).Validate(null, options);

        Assert.Equal(isFine, result.Succeeded);
        Assert.True(isFine || result.FailureMessage!.Contains("Execution:AckTimeout", StringComparison.Ordinal));
    }

    /// <summary>No more time passes than until nothing may be sent any more.</summary>
    private static async Task<SubmitOutcome> AfterSendMaxAsync(Gateway gateway, ValueTask<SubmitOutcome> call, string hangingRoute)
    {
        await Poll.UntilAsync(() => gateway.Venue.To(hangingRoute).Length == 1, Limit, hangingRoute);
        gateway.Time.Advance(gateway.Options.AnswerMax - gateway.Options.OrderTimeout);
        return await EndAsync(call);
    }

    private static Task<T> EndAsync<T>(ValueTask<T> call) => call.AsTask().WaitAsync(Limit);
}
