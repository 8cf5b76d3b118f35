using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Integration.Hosting;

public sealed class ConfigurationCheckTests
{
    /// <summary>Every setting whose range an attribute gives.</summary>
    public static TheoryData<string> RangedKeys =>
    [
        .. ConfigurationSections.All.SelectMany(s => s.Options.GetProperties()
            .Where(p => p.GetCustomAttribute<RangeAttribute>() is not null)
            .Select(p => $"{s.Section}:{p.Name}")),
    ];

    [Fact]
    public void Check_NothingConfigured_HasNoProblems() => Assert.Empty(Problems());

    [Theory]
    [MemberData(nameof(RangedKeys))]
    public void Check_SettingFarOutOfItsRange_IsNamed(string key)
    {
        var type = ConfigurationSections.All.Single(s => key.StartsWith(s.Section + ":", StringComparison.Ordinal)).Options.GetProperty(key.Split(':')[1])!.PropertyType;
        var problems = Problems((key, type == typeof(TimeSpan) ? "9000.00:00:00" : "-1"));
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.StartsWith(key, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Market:Speed", "-1")]
    [InlineData("Market:Speed", "NaN")]
    [InlineData("Market:Speed", "fast")]
    [InlineData("Market:Source", "Moon")]
    [InlineData("Market:Foo", "1")]
    [InlineData("Market:Speed:Foo", "1")]
    [InlineData("Market:File", "/nowhere/x.csv")]
    [InlineData("Market:Seed", "-1")]
    [InlineData("Sizing:VolatilityTimeframe", "abc")]
    [InlineData("Exchange:Provider", "Kraken")]
    [InlineData("Live:Enabled", "true")]
    [InlineData("Live:CapitalMax", "much")]
    [InlineData("Exchange:Environment", "Live")]
    [InlineData("Store:Provider", "Oracle")]
    [InlineData("Redis:Account", "my account")]
    [InlineData("Redis:Accept", "REDIS_FOREIGN")]
    [InlineData("Redis:ConnectionString", "127.0.0.1:6379,passwort=x")]
    [InlineData("Redis:ConnectionString", "127.0.0.1:6379,syncTimeout=soon")]
    [InlineData("Redis:ConnectionString", "ssl=true")]
    [InlineData("Redis:Password", "x")]
    [InlineData("Signals:Model", "oracle")]
    [InlineData("Binance:Transport", "BinanceNet")]
    [InlineData("Binance:Transport", "Pigeon")]
    [InlineData("Paper:HedgeMode", "perhaps")]
    [InlineData("Paper:TakerFee", "7")]
    [InlineData("Events:Directory", "../elsewhere")]
    [InlineData("Web:Uri", "http://127.0.0.1:1")]
    [InlineData("Data:Folder", "x")]
    public void Check_OneWrongSetting_IsNamed(string key, string value)
    {
        var problem = Assert.Single(Problems((key, value)));
        Assert.StartsWith(string.Join(':', key.Split(':')[..2]), problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData("Redis")]
    [InlineData("redis")]
    public void Check_RedisWithoutAServer_NamesTheMissingKey(string provider)
    {
        Assert.StartsWith("Redis:ConnectionString is empty", Assert.Single(Problems(("Store:Provider", provider))), StringComparison.Ordinal);
        Assert.Empty(Problems(("Store:Provider", provider), ("Redis:ConnectionString", "127.0.0.1:6379,password=x")));
        Assert.Empty(Problems(("Store:Provider", "Embedded"), ("Redis:ConnectionString", " ")));
    }

    [Theory]
    [InlineData("h:1,password=canary-7f3a,x=canary-7f3a")]
    [InlineData("h:1,passwort=canary-7f3a")]
    [InlineData("h:1,canary-7f3a=1")]
    [InlineData("h:1,password=a,ssl=canary-7f3a")]
    public void Check_UnreadableConnectionString_IsNeverRepeated(string connectionString)
    {
        var problem = Assert.Single(Problems(("Store:Provider", "Redis"), ("Redis:ConnectionString", connectionString)));
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SeveralWrongSettings_NamesEach()
    {
        var problems = Problems(("Market:Foo", "1"), ("Market:Speed", "x"), ("Sizing:VisitsMin", "0"), ("Sizing:ValueMin", "99"), ("Exchange:Provider", "Kraken"));
        Assert.Equal(["Market:Foo", "Market:Speed", "Sizing:VisitsMin", "Sizing:ValueMin", "Exchange:Provider"], problems.Select(p => p.Split(' ')[0]));
    }

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings) => ConfigurationCheck.Problems(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
