using System.Net;
using System.Net.Sockets;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Unit.Hosting;

public sealed class ListenCheckTests
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("https://0.0.0.0:{0}")]
    [InlineData("http://*:{0}")]
    public void Port_ThatAnotherHas_IsToldWithTheSettingTheAddressAndTheNextPort(string format)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var url = format.Replace("{0}", $"{port}", StringComparison.Ordinal);

        var problem = ListenCheck.Problem([("Web:Url", $"http://127.0.0.1:{FreePort.Next()}"), ("ASPNETCORE_URLS", url)])!;

        Assert.StartsWith($"ASPNETCORE_URLS is {url}, ", problem, StringComparison.Ordinal);
        Assert.Contains("another program listens there", problem, StringComparison.Ordinal);
        Assert.Contains($":{(port < 65_535 ? port + 1 : 5080)}.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_ThatThisMachineDoesNotHave_IsTold() => // 192.0.2.0/24 is kept for examples
        Assert.Contains("this machine does not have that address", ListenCheck.Problem([("Web:Url", $"http://192.0.2.1:{FreePort.Next()}")]), StringComparison.Ordinal);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Address_ThatIsNone_IsToldWithTheSetting(string url) =>
        Assert.StartsWith($"Web:Url is '{url}', which is no address", ListenCheck.Problem([("Web:Url", url)]), StringComparison.Ordinal);

    [Fact]
    public void Port_ThatIsFreeOrAnyOrASocketFile_IsTakenAndFreeAfterwards()
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        Assert.Null(ListenCheck.Problem([("a", url), ("b", "http://127.0.0.1:0"), ("c", "http://unix:/tmp/a.sock")]));
        Assert.Null(ListenCheck.Problem([("a", url)]));
        Assert.Null(ListenCheck.Problem([]));
    }
}
