using System.Net;
using Binance.Net.Interfaces.Clients;
using QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Integration.Execution.Binance.BinanceNet;

/// <summary>What the package writes passes here, and only here, on its way out.</summary>
public sealed class NetHandlerTests
{
    private const string Signed = "https://venue.test/fapi/v1/order?symbol=BTCUSDT&recvWindow=1500&timestamp=100000";

    [Theory]
    [InlineData(101_500, true)] // as long as it may be taken
    [InlineData(101_499, false)] // it was signed later than it was decided
    public async Task Order_ThatTheVenueWouldTakeTooLate_DoesNotGoOut(long latestMs, bool goesOut)
    {
        var wire = new Wire();
        using var http = new HttpClient(new NetHandler(wire));
        using var errand = new NetErrand(null!, (_, _, limited) => http.PostAsync(Signed, new StringContent("a=b"), limited), 0, latestMs);

        var failure = await Record.ExceptionAsync(() => errand.RunAsync(CancellationToken.None));

        Assert.Equal(goesOut ? null : typeof(SignedTooLateException), failure?.GetType());
        Assert.Equal(goesOut ? 1 : 0, wire.Requests);
        Assert.Equal(!goesOut, errand.WasNeverSent);
    }

    [Fact]
    public async Task Order_ThatThePackageWouldRepeat_GoesOutOnce()
    {
        var wire = new Wire();
        using var http = new HttpClient(new NetHandler(wire));
        using var errand = new NetErrand(null!, TwiceAsync, 0, long.MaxValue);

        using var answer = await errand.RunAsync(CancellationToken.None);

        Assert.Equal((1, HttpStatusCode.Accepted), (wire.Requests, answer.StatusCode));

        async Task TwiceAsync(IBinanceRestClient client, int window, CancellationToken limited)
        {
            using var first = await http.PostAsync(Signed, new StringContent("a=b"), limited);
            using var second = await http.PostAsync(Signed, new StringContent("a=b"), limited);
        }
    }

    [Fact]
    public async Task Request_ThatNobodyHereAskedFor_DoesNotGoOut()
    {
        var wire = new Wire();
        using var http = new HttpClient(new NetHandler(wire));
        await Assert.ThrowsAsync<InvalidOperationException>(() => http.GetAsync("https://venue.test/fapi/v1/time"));
        Assert.Equal(0, wire.Requests);
    }

    private sealed class Wire : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            await (request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask);
            return new HttpResponseMessage(HttpStatusCode.Accepted);
        }
    }
}
