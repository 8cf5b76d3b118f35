using System.Net;
using System.Net.Sockets;
using System.Text;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>
/// A venue that takes an order and closes the connection without a word. The platform's HTTP client would send a request without a body
/// again on a new connection, three times; an order must be on the wire once, whatever happens.
/// </summary>
public sealed class OnceOnTheWireTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Order_WhenTheConnectionIsClosedAfterIt_IsWrittenOnce(bool isKeptConnection)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var orders = 0;
        var serving = ServeAsync(listener, () => Interlocked.Increment(ref orders), stop.Token);
        var options = new BinanceOptions
        {
            RestUrl = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}",
            ApiKey = new("k"),
            ApiSecret = new("s"),
        };
        var clock = new ServerClock(TimeProvider.System);
        using var api = TestTransport.Create(options, new RequestBudget(options, clock, file: null), clock, TimeProvider.System);
        if (isKeptConnection)
        {
            Assert.True((await api.GetTimeAsync(default)).TryGet(out _));
        }

        var answer = await api.PlaceOrderAsync(
            new() { Symbol = Symbol.Create("BTCUSDT"), Side = "BUY", PositionSide = "BOTH", Type = "MARKET", Quantity = 1m, ClientOrderId = ClientOrderId.Create("qt1-1-e0") }, default);

        Assert.IsType<BinanceAnswer<BinanceOrder>.Unknown>(answer);
        Assert.Equal(1, Volatile.Read(ref orders));
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task Order_ThatCouldNotBeWritten_WasCertainlyNotSent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var options = new BinanceOptions { RestUrl = $"http://127.0.0.1:{port}", ApiKey = new("k"), ApiSecret = new("s") };
        var clock = new ServerClock(TimeProvider.System);
        using var api = TestTransport.Create(options, new RequestBudget(options, clock, file: null), clock, TimeProvider.System);
        var answer = await api.PlaceOrderAsync(
            new() { Symbol = Symbol.Create("BTCUSDT"), Side = "BUY", PositionSide = "BOTH", Type = "MARKET", Quantity = 1m, ClientOrderId = ClientOrderId.Create("qt1-1-e0") }, default);
        Assert.True(Assert.IsType<BinanceAnswer<BinanceOrder>.Refused>(answer).WasNotSent);
    }

    private static async Task ServeAsync(TcpListener listener, Action onOrder, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stopping);
                await AnswerAsync(client.GetStream(), onOrder, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>Answers questions; at the first order it closes the connection.</summary>
    private static async Task AnswerAsync(NetworkStream stream, Action onOrder, CancellationToken stopping)
    {
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, stopping) is > 0 and var read)
        {
            var text = Encoding.ASCII.GetString(buffer, 0, read);
            if (text.StartsWith("POST", StringComparison.Ordinal))
            {
                onOrder();
                return;
            }

            if (text.StartsWith("GET", StringComparison.Ordinal))
            {
                const string Body = """{"serverTime":1700000000000}""";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), stopping);
            }
        }
    }
}
