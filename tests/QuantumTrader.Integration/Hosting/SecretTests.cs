using System.Text;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The password of the shared store is nowhere but in the configuration.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "canary-7f3a91";
    private static readonly string[] Pages = ["/", "/events", "/emergency", "/health"];
    private readonly TempFolder _data = new();

    [RedisTheory]
    [InlineData("")]
    [InlineData("-but-wrong")]
    public async Task Password_RightOrWrong_IsInNoOutputPageOrFile(string tail)
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Secret);
        (string, string)[] settings = [("Store__Provider", "Redis"), ("Redis__ConnectionString", $"{redis.ConnectionString},password={Secret}{tail}")];
        await using var app = await AppProcess.StartTrading(_data.Path, settings).StartedAsync();
        var seen = new StringBuilder();
        foreach (var path in Pages)
        {
            using var answer = await app.GetAsync(path);
            seen.Append(await answer.Content.ReadAsStringAsync()).Append(answer.Headers);
        }

        redis.Kill(); // what it then says of the connection
        await app.UntilAsync(async () => (await app.HealthAsync()).GetProperty("redis").GetProperty("state").GetString() == "away", TimeSpan.FromSeconds(30), "the engine sees it");
        seen.Append(await app.HealthAsync());
        Assert.Equal(0, (await app.TerminateAsync()).ExitCode);

        seen.Append(app.Output);
        Assert.DoesNotContain(Secret, seen.ToString(), StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories).ToArray();
        Assert.Contains(files, file => file.Contains("logs", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(Secret, File.ReadAllText(file, Encoding.Latin1), StringComparison.Ordinal));
    }

    public void Dispose() => _data.Dispose();
}
