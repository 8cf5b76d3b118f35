using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Infrastructure.Sizing;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Policy;

public sealed class PolicyServicesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddStages_NoConfiguration_GiveTheirParts()
    {
        await using var provider = Services();

        Assert.IsType<SqlitePolicyStore>(provider.GetRequiredService<IPolicyStore>());
        Assert.IsType<SqliteDrawdownStore>(provider.GetRequiredService<IDrawdownStore>());
        Assert.NotNull(provider.GetRequiredService<RlPositionSizer>());
        Assert.Equal(TimeSpan.FromSeconds(2), provider.GetRequiredService<IOptions<RiskOptions>>().Value.IntentAgeMax);
        Assert.Equal(8_000m, provider.GetRequiredService<IOptions<SizingOptions>>().Value.ToSettings().PositionMax.Value);
    }

    [Fact]
    public async Task AddPolicy_StoreRegisteredBefore_IsKept()
    {
        var services = new ServiceCollection().AddSingleton<IPolicyStore, InMemoryPolicyStore>();
        services.AddPolicy(_folder.Path);
        await using var provider = services.BuildServiceProvider();

        Assert.IsType<InMemoryPolicyStore>(provider.GetRequiredService<IPolicyStore>());
    }

    [Theory]
    [InlineData("Policy:AgeMax", "00:00:00.5")]
    [InlineData("Policy:PollInterval", "00:00:20")]
    [InlineData("Policy:BusyTimeout", "00:02:00")]
    [InlineData("Risk:IntentAgeMax", "00:00:00")]
    [InlineData("Risk:DrawdownConfirmDelay", "00:00:05")]
    [InlineData("Sizing:PositionMax", "0")]
    [InlineData("Sizing:LearningRate", "NaN")]
    [InlineData("Sizing:ExplorationRate", "1.5")]
    [InlineData("Sizing:ValueMin", "Infinity")]
    [InlineData("Sizing:HighVolAtrOverPrice", "0.05")]
    public async Task Options_OutOfRange_FailNamingTheKey(string key, string value)
    {
        await using var provider = Services((key, value));

        var thrown = Assert.Throws<OptionsValidationException>(() => ReadAll(provider));

        Assert.Contains(key, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Policy:AgeMaximum")]
    [InlineData("Risk:IntentAge")]
    [InlineData("Sizing:Max")]
    public async Task Options_UnknownKey_Fails(string key)
    {
        await using var provider = Services((key, "1"));

        Assert.ThrowsAny<InvalidOperationException>(() => ReadAll(provider));
    }

    private static void ReadAll(IServiceProvider provider)
    {
        _ = provider.GetRequiredService<IOptions<PolicyOptions>>().Value;
        _ = provider.GetRequiredService<IOptions<RiskOptions>>().Value;
        _ = provider.GetRequiredService<IOptions<SizingOptions>>().Value;
    }

    private ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build())
        .AddLogging()
        .AddSizing(_folder.Path)
        .AddPolicy(_folder.Path)
        .AddRisk(_folder.Path)
        .BuildServiceProvider();
}
