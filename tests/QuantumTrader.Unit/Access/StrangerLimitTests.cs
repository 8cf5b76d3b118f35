using System.Net;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Unit.Access;

/// <summary>What a stranger's flood may take: connections, and lines of the log.</summary>
public sealed class StrangerLimitTests
{
    private static readonly IPAddress Proxy = IPAddress.Parse("10.0.0.7");
    private readonly ConnectionCounter _connections = new([Proxy]);

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public void Connections_OfOneAddress_AreCappedAndGiveRoomBack(string text)
    {
        var address = IPAddress.Parse(text);
        Assert.Equal(ConnectionCounter.PerAddressMax, Enumerable.Range(0, 1100).Count(_ => _connections.TryEnter(address)));
        Assert.True(_connections.TryEnter(IPAddress.Parse("192.0.2.2")));
        _connections.Leave(address);
        Assert.True(_connections.TryEnter(address));
        Assert.False(_connections.TryEnter(address));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.0.0.7")]
    public void Connections_OfThisMachineAndTheProxy_AreBoundOverAllOnly(string text) =>
        Assert.All(Enumerable.Range(0, 1100), _ => Assert.True(_connections.TryEnter(IPAddress.Parse(text))));

    [Fact]
    public void Lines_OfOneAddress_AreFewAndComeBack()
    {
        var time = new FakeTimeProvider();
        var lines = new RefusalLines(time);
        Assert.Equal(RefusalLines.PerMinute, Enumerable.Range(0, 500).Count(_ => lines.MayWrite("192.0.2.1")));
        Assert.True(lines.MayWrite("192.0.2.2"));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, Enumerable.Range(0, 500).Count(_ => lines.MayWrite("192.0.2.1")));
    }
}
