using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using Microsoft.Extensions.Time.Testing;

namespace QuantumTrader.Unit.Execution.Binance;

public class ServerClockTests
{
    [Fact]
    public void Clock_BetweenQuestionAndAnswer_TakesTheMiddle()
    {
        var time = new FakeTimeProvider(Gateway.Now);
        var clock = new ServerClock(time);
        var sent = time.GetTimestamp();
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(clock.Adopt(sent, time.GetTimestamp(), (Gateway.Now + TimeSpan.FromSeconds(30)).ToUnixTimeMilliseconds()));
        Assert.Equal(TimeSpan.FromMilliseconds(30_000 - 50), clock.Offset);
        Assert.Equal(TimeSpan.FromMilliseconds(100), clock.RoundTrip);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromMilliseconds(30_000 - 50), clock.Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MaxValue)]
    [InlineData(253_402_300_799_000)]
    [InlineData(4_102_444_800_000)]
    public void Clock_OfATimeThatNoVenueHas_StaysAsItIs(long serverTime)
    {
        var time = new FakeTimeProvider(Gateway.Now);
        var clock = new ServerClock(time);
        Assert.False(clock.Adopt(time.GetTimestamp(), time.GetTimestamp(), serverTime));
        Assert.Equal(Gateway.Now, clock.UtcNow);
    }

    [Fact]
    public void Clock_SetForwardBetweenStampAndSending_MakesAnOrderLateAndNeverFresh()
    {
        var time = new FakeTimeProvider(Gateway.Now);
        var clock = new ServerClock(time);
        clock.Adopt(time.GetTimestamp(), time.GetTimestamp(), Gateway.Now.ToUnixTimeMilliseconds());
        var stamped = new RequestTiming(Gateway.Now, TimeSpan.FromSeconds(2));
        time.Advance(TimeSpan.FromHours(1)); // the process stood still
        Assert.Equal(Gateway.Now.ToUnixTimeMilliseconds(), clock.TimestampOf(stamped));
    }

    [Fact]
    public async Task Entry_BearsItsOwnMomentAndWindow()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", Gateway.Order("x")).On("GET /fapi/v1/time", Time(TimeSpan.FromSeconds(10)));
        Assert.True(await gateway.Sync.SyncAsync(CancellationToken.None));
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.SubmitAsync(Gateway.Entry());
        var sent = gateway.Venue.To("POST /fapi/v1/order").Single();
        Assert.Equal("1500", sent["recvWindow"]);
        Assert.Equal((Gateway.Now + TimeSpan.FromSeconds(10)).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), sent["timestamp"]);
    }

    [Fact]
    public async Task Entry_OutsideOfItsWindow_IsRejectedOnceAndTheClockMeasured()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Refused(-1021)).On("GET /fapi/v1/time", Time(TimeSpan.FromSeconds(-4)));
        Assert.Equal(-1021, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry())).VenueCode);
        Assert.Single(gateway.Venue.To("POST /fapi/v1/order"));
        Assert.Equal(TimeSpan.FromSeconds(-4), gateway.Clock.Offset);
    }

    [Fact]
    public async Task Close_OutsideOfItsWindow_IsSentAgainOnceWithTheRightTime()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Refused(-1021), WireAnswer.Ok(Gateway.Order("x"))).On("GET /fapi/v1/time", Time(TimeSpan.FromSeconds(-4)));
        Assert.IsType<SubmitOutcome.Accepted>(await gateway.SubmitAsync(Gateway.Close()));
        var sent = gateway.Venue.To("POST /fapi/v1/order").Select(c => long.Parse(c["timestamp"]!, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(2, sent.Length);
        Assert.InRange(sent[1] - sent[0], -4_000, -3_900);
    }

    [Fact]
    public async Task Question_AlwaysOutsideOfItsWindow_EndsAfterOneMore()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/openOrders", WireAnswer.Refused(-1021));
        Assert.False((await gateway.RunAsync(gateway.Exchange.GetOpenOrdersAsync(CancellationToken.None))).IsOk);
        Assert.Equal(2, gateway.Venue.To("GET /fapi/v1/openOrders").Length);
    }

    private static string Time(TimeSpan ahead) => $$"""{"serverTime":{{(Gateway.Now + ahead).ToUnixTimeMilliseconds()}}}""";
}
