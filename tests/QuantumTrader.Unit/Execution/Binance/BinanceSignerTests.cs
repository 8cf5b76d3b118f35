using System.Text;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Unit.Execution.Binance;

public class BinanceSignerTests
{
    private const string Key = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";

    [Theory]
    [InlineData(
        "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000&timestamp=1591702613943",
        "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9")]
    [InlineData(
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTCquantity=1&price=9000&recvWindow=5000&timestamp=1591702613943",
        "30baaf0fab549bbeda7f5ef201898b34122da25fd23c646cac2c529aebe670a4")]
    public void Sign_OfTheVenuesOwnExamples_IsTheirs(string total, string expected)
    {
        using var secret = new Secret(Key);
        Span<byte> hex = stackalloc byte[BinanceSigner.HexLength];
        new BinanceSigner(secret).Sign(Encoding.ASCII.GetBytes(total), hex);
        Assert.Equal(expected, Encoding.ASCII.GetString(hex));
    }

    [Fact]
    public async Task Query_WithCharactersToEscape_IsSignedAsItIsSent()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/order", Gateway.Order("a:b/c d"));
        await gateway.RunAsync(gateway.Api.GetOrderAsync(new OrderKey(Gateway.Btc, null, "a:b/c d"), CancellationToken.None));
        var sent = Assert.Single(gateway.Venue.Calls);
        Assert.Contains("origClientOrderId=a%3Ab%2Fc%20d&", sent.Raw, StringComparison.Ordinal);
        Assert.Equal(SignatureOf(sent.Raw[(sent.Raw.IndexOf('?', StringComparison.Ordinal) + 1)..]), sent["signature"]);
    }

    [Fact]
    public async Task Form_OfAnOrder_IsSignedAsItIsSent()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", Gateway.Order("qt1-42-e0"));
        await gateway.SubmitAsync(Gateway.Entry());
        var sent = Assert.Single(gateway.Venue.Calls);
        Assert.DoesNotContain('?', sent.Raw);
        Assert.Equal(SignatureOf(sent.Parameters), sent["signature"]);
        Assert.Equal(Gateway.KeyText, sent.Headers["X-MBX-APIKEY"]);
    }

    private static string SignatureOf(string parameters)
    {
        using var secret = new Secret(Gateway.SecretText);
        Span<byte> hex = stackalloc byte[BinanceSigner.HexLength];
        new BinanceSigner(secret).Sign(Encoding.ASCII.GetBytes(parameters[..parameters.IndexOf("&signature=", StringComparison.Ordinal)]), hex);
        return Encoding.ASCII.GetString(hex);
    }
}
