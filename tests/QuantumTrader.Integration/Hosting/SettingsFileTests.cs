using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Integration.Hosting;

public sealed class SettingsFileTests
{
    private static readonly string File = Path.Combine(Repository.Root, "appsettings.json");
    private static readonly JsonObject Root = JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();

    public static TheoryData<string> Sections => [.. ConfigurationSections.All.Select(s => s.Section)];

    [Fact]
    public void Sections_EveryOptionsClassOfTheProduct_IsListed()
    {
        var found = new[] { typeof(MarketOptions).Assembly, typeof(WebOptions).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true })
            .OrderBy(type => type.Name);
        Assert.Equal(found, ConfigurationSections.All.Select(s => s.Options).OrderBy(type => type.Name));
    }

    [Fact]
    public void File_Sections_AreThoseOfTheOptionsInTheOrderOfTheFlow() =>
        Assert.Equal([.. ConfigurationSections.All.Select(s => s.Section), StorageFlags.EventBufferKey, StorageFlags.TradeStateStoreKey, "AllowedHosts"], Root.Select(p => p.Key));

    [Fact]
    public void File_StorageFlags_AreTheDefaults() => Assert.Equal(new StorageFlags(), StorageFlags.Read(new ConfigurationBuilder().AddJsonFile(File).Build(), out _));

    [Theory]
    [MemberData(nameof(Sections))]
    public void File_KeysOfASection_AreTheOptionsPropertiesInTheirOrder(string section) =>
        Assert.Equal(Properties(section).Select(p => p.Name), Root[section]!.AsObject().Select(p => p.Key));

    [Theory]
    [MemberData(nameof(Sections))]
    public void File_ValuesOfASection_AreTheDefaults(string section)
    {
        var options = ConfigurationSections.All.Single(s => s.Section == section).Options;
        var bound = new ConfigurationBuilder().AddJsonFile(File).Build().GetSection(section).Get(options, b => b.ErrorOnUnknownConfiguration = true);
        Assert.Equal(Values(section, Activator.CreateInstance(options)!), Values(section, bound!));
    }

    [Fact]
    public void File_ByItself_HasNoProblems() => Assert.Empty(ConfigurationCheck.Problems(new ConfigurationBuilder().AddJsonFile(File).Build()));

    private static IEnumerable<PropertyInfo> Properties(string section) =>
        ConfigurationSections.All.Single(s => s.Section == section).Options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static IEnumerable<string> Values(string section, object options) =>
        Properties(section).Select(p => $"{p.Name} = {JsonSerializer.Serialize(p.GetValue(options))}");
}
