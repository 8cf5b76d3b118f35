using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Unit.Execution.Binance;

public class HaltWatchTests
{
    [Theory]
    [InlineData(-2015, 401)]
    [InlineData(-4061, 400)]
    [InlineData(-1022, 400)]
    [InlineData(-2023, 400)]
    public async Task Code_ThatForbidsTrading_StandsForAWhile(int code, int status)
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Refused(code, "Invalid API-key, IP, or permissions for action.", status));
        await gateway.SubmitAsync(Gateway.Entry());
        Assert.Equal(code, gateway.Api.Halts.Current?.Code);
        gateway.Time.Advance(HaltWatch.Lasts);
        Assert.Null(gateway.Api.Halts.Current);
    }

    [Theory]
    [InlineData(-2014, true)]
    [InlineData(-2015, true)]
    [InlineData(-1022, true)]
    [InlineData(-4061, false)]
    [InlineData(-2023, false)]
    public void Notice_OfTheKey_IsToldApartAndEndsWithoutAStop(int code, bool isOfKey)
    {
        var watch = new HaltWatch(TimeProvider.System);
        Assert.True(watch.Note(code, "Invalid API-key."));
        Assert.Equal((isOfKey, "Invalid API-key"), (watch.Current!.IsOfKey, watch.Current.Text));
    }

    [Theory]
    [InlineData(-2019)]
    [InlineData(-1021)]
    [InlineData(-2022)]
    public async Task Code_OfAnOrdinaryRefusal_IsNone(int code)
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", WireAnswer.Refused(code));
        Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry()));
        Assert.Null(gateway.Api.Halts.Current);
    }

    [Fact]
    public void EveryHaltingCode_IsNoted()
    {
        foreach (var row in BinanceCodes.All.Where(r => r.OnChange == Reaction.Halt))
        {
            var watch = new HaltWatch(TimeProvider.System);
            Assert.True(watch.Note(row.Code, ""));
            Assert.False(watch.Note(row.Code, ""));
            Assert.Equal(row.Meaning, watch.Current!.Meaning);
        }
    }
}
