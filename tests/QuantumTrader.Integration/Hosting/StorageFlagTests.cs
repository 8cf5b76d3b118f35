using Microsoft.Extensions.Configuration;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Integration.Hosting;

/// <summary>Where the flags are read from, which place wins, and that a wrong one stops the start.</summary>
public sealed class StorageFlagTests(StorageFlagTests.Published published) : IClassFixture<StorageFlagTests.Published>
{
    private const string BufferOff = "USE_EVENT_BUFFER=false sends events straight to Redis";

    private PublishedApp App => published.App;

    /// <summary>Without Redis the flag stops the start: so each start tells from where it was read, and trades nothing.</summary>
    [Fact]
    public async Task Flag_InDotEnvBesideTheApp_IsRead()
    {
        App.WriteDotEnv("# a comment\nUSE_EVENT_BUFFER=false\n");
        await AssertRefusedAsync([], [], BufferOff);
    }

    [Fact]
    public async Task Flag_InTheEnvironment_WinsOverDotEnv()
    {
        App.WriteDotEnv("USE_EVENT_BUFFER=perhaps\n");
        await AssertRefusedAsync([("USE_EVENT_BUFFER", "false")], [], BufferOff);
    }

    [Fact]
    public async Task Flag_OnTheCommandLine_WinsOverTheEnvironment()
    {
        App.WriteDotEnv("USE_EVENT_BUFFER=true\n");
        await AssertRefusedAsync([("USE_EVENT_BUFFER", "perhaps")], ["--USE_EVENT_BUFFER=false"], BufferOff);
    }

    [Fact]
    public async Task Flag_InDotEnv_WinsOverTheSettingsFile()
    {
        App.WriteDotEnv("Store__Provider=Oracle\n"); // the settings file says Embedded
        await AssertRefusedAsync([], [], "Store:Provider must be");
    }

    [Fact]
    public async Task Flags_SeveralWrong_AreAllToldAtOnce()
    {
        App.WriteDotEnv("USE_EVENT_BUFFER=perhaps\nUSE_TRADE_STATE_STORE=2\nUSE_EMERGENCY_STOP=false\nMarket__Speed=-1\n");
        await AssertRefusedAsync([("Store__Provider", "Redis")], [], "Market:Speed", "Redis:ConnectionString", "USE_EVENT_BUFFER is 'perhaps'", "USE_TRADE_STATE_STORE is '2'", "USE_EMERGENCY_STOP cannot be switched off");
    }

    [Fact]
    public async Task DotEnv_WithABadLine_IsNamedWithoutItsValue()
    {
        App.WriteDotEnv("USE_EVENT_BUFFER=true\nRedis__ConnectionString=\"h,password=canary-55\n");
        var (exitCode, text) = await App.RunAsync([]);
        Assert.Equal(2, exitCode);
        Assert.Contains(".env, line 2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-55", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DotEnv_WithABadLine_DoesNotKeepAnybodyFromAsking()
    {
        App.WriteDotEnv("no equals sign\n");
        var (exitCode, text) = await App.RunAsync([], "ess", "status", "--data", App.Data);
        Assert.Equal(1, exitCode);
        Assert.Contains("No engine runs on", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("true", 0)]
    [InlineData("perhaps", 2)]
    public void Flag_OffWithRealMoney_NeedsAnExplicitYes(string allowed, int problems) => Assert.Equal(problems, StorageFlagCheck.Problems(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["USE_TRADE_STATE_STORE"] = "false", ["Exchange:Environment"] = "Live", ["Live:AllowStorageFlags"] = allowed.Length == 0 ? null : allowed }).Build()).Count);

    private async Task AssertRefusedAsync((string, string)[] settings, string[] args, params string[] lines)
    {
        var (exitCode, text) = await App.RunAsync(settings, args);
        Assert.True(exitCode == 2, $"Exit code {exitCode}: {text}");
        var told = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(told.Length == lines.Length, text);
        Assert.All(told.Zip(lines), pair => Assert.Contains(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.False(Directory.Exists(App.Data), "A refused start touched the data directory.");
    }

    public sealed class Published : IDisposable
    {
        internal PublishedApp App { get; } = new();

        public void Dispose() => App.Dispose();
    }
}
