using Microsoft.Extensions.Configuration;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Unit.Hosting;

public sealed class RootConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Sources_EachOneStronger_WinInTheirOrder()
    {
        File.WriteAllText(_folder["hosts.json"], """{"a":"host","b":"host","c":"host","d":"host","e":"host"}""");
        File.WriteAllText(_folder["secrets.json"], """{"c":"user","d":"user","e":"user"}""");
        File.WriteAllText(_folder["ours.json"], """{"b":"file","c":null,"d":"file","e":"file"}""");
        File.WriteAllText(_folder[".env"], "d=dotenv\ne=dotenv\n");
        using var configuration = new ConfigurationManager();
        configuration.SetBasePath(_folder.Path);
        configuration.Sources.Clear();
        configuration.AddJsonFile("hosts.json").AddJsonFile("secrets.json").AddInMemoryCollection([KeyValuePair.Create("e", (string?)"environment")]);

        RootConfiguration.Insert(configuration, _folder["ours.json"], _folder[".env"]);

        Assert.Equal(["host", "file", "user", "dotenv", "environment"], new[] { "a", "b", "c", "d", "e" }.Select(key => configuration[key]));
    }

    public void Dispose() => _folder.Dispose();
}
