using Microsoft.Extensions.Configuration;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Configuration;

namespace QuantumTrader.Unit.Configuration;

public sealed class StorageFlagsTests
{
    private static readonly StorageFlags NoBuffer = new(UseEventBuffer: false);
    private static readonly StorageFlags NoStore = new(UseTradeStateStore: false);

    [Fact]
    public void Flags_NothingSaid_AreTrue()
    {
        Assert.Equal(new StorageFlags(true, true), StorageFlags.Read(Configuration(), out var problems));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData(" 1 ", true)]
    [InlineData("YES", true)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("0", false)]
    [InlineData("no", false)]
    public void Flag_AKnownWord_IsItsMeaning(string text, bool expected)
    {
        var buffer = StorageFlags.Read(Configuration(("USE_EVENT_BUFFER", text)), out var problems);
        var store = StorageFlags.Read(Configuration(("USE_TRADE_STATE_STORE", text)), out _);

        Assert.Equal((new StorageFlags(expected, true), new StorageFlags(true, expected)), (buffer, store));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("off")]
    [InlineData("fasle")]
    [InlineData("2")]
    public void Flag_AnythingElse_IsAProblemThatNamesTheKey(string text)
    {
        var flags = StorageFlags.Read(Configuration(("USE_EVENT_BUFFER", text), ("USE_TRADE_STATE_STORE", text)), out var problems);

        Assert.Equal(new StorageFlags(true, true), flags);
        Assert.Equal(2, problems.Count);
        Assert.StartsWith("USE_EVENT_BUFFER is", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("USE_TRADE_STATE_STORE is", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_BufferOffWithoutRedis_AreBroken()
    {
        var problem = Assert.Single(StorageFlagRules.Problems(NoBuffer, "Embedded", TradingEnvironment.Paper, allowInLive: false));

        Assert.Contains("USE_EVENT_BUFFER", problem, StringComparison.Ordinal);
        Assert.Contains("Store:Provider", problem, StringComparison.Ordinal);
        Assert.Empty(StorageFlagRules.Problems(NoBuffer, "redis", TradingEnvironment.Paper, allowInLive: false));
        Assert.Empty(StorageFlagRules.Problems(NoStore, "Embedded", TradingEnvironment.Paper, allowInLive: false));
    }

    [Fact]
    public void Rules_FlagOffInLive_IsRefusedUnlessItIsAllowed()
    {
        var both = new StorageFlags(false, false);
        var problems = StorageFlagRules.Problems(both, "Redis", TradingEnvironment.Live, allowInLive: false);

        Assert.Equal(2, problems.Count);
        Assert.All(problems, p => Assert.Contains("Live:AllowStorageFlags", p, StringComparison.Ordinal));
        Assert.Empty(StorageFlagRules.Problems(both, "Redis", TradingEnvironment.Live, allowInLive: true));
        Assert.Empty(StorageFlagRules.Problems(both, "Redis", TradingEnvironment.Testnet, allowInLive: false));
        Assert.Empty(StorageFlagRules.Problems(new(), "Embedded", TradingEnvironment.Live, allowInLive: false));
    }

    [Theory]
    [InlineData("USE_EMERGENCY_STOP", "false", true)]
    [InlineData("use_policy_store", "0", true)]
    [InlineData("USE_POLICY_STORE", "off", true)] // whatever is meant, it is not known to be true
    [InlineData("USE_POLICY_STORE", "true", false)]
    [InlineData("USE_GPU", "false", false)]
    public void Rules_SwitchingOffWhatHasNoSwitch_IsRefused(string key, string text, bool isRefused)
    {
        var problems = StorageFlagRules.FixedProblems(Configuration((key, text)));

        Assert.Equal(isRefused, problems.Count == 1);
        Assert.All(problems, p => Assert.Contains("cannot be switched off", p, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("true", true, false)]
    [InlineData("false", false, false)]
    [InlineData("maybe", false, true)]
    public void AllowInLive_Read_IsFalseUnlessItSaysTrue(string? text, bool expected, bool isProblem)
    {
        var configuration = text is null ? Configuration() : Configuration((StorageFlagRules.AllowInLiveKey, text));

        Assert.Equal(expected, StorageFlagRules.ReadAllowInLive(configuration, out var problem));
        Assert.Equal(isProblem, problem is not null);
    }

    [Fact]
    public void Warnings_OfFlagsThatAreOff_AreShown()
    {
        Assert.Empty(StorageFlagRules.Warnings(new()));
        Assert.Contains("USE_EVENT_BUFFER", Assert.Single(StorageFlagRules.Warnings(NoBuffer)), StringComparison.Ordinal);
        Assert.Contains("USE_TRADE_STATE_STORE", Assert.Single(StorageFlagRules.Warnings(NoStore)), StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
