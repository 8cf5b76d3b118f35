using QuantumTrader.FakeVenue;
using QuantumTrader.Integration.Execution.Binance;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Commands;

/// <summary>The command <c>secrets</c>, and what the app does with the file that it writes.</summary>
public sealed class SecretsCommandTests : IDisposable
{
    private const string Key = "canary-key-5Tn8QwLz2RvB";
    private const string Secret = "canary-secret-9Xk3MhPd7JcF";
    private static readonly string Lines = $"{Key}\n{Secret}\n";

    private static readonly (string, string)[] Used =
    [
        ("Exchange__Provider", "Binance"), ("Exchange__Environment", "Rehearsal"), ("Market__Source", "Exchange"), ("Market__Symbols", "BTCUSDT"),
        ("Binance__RestUrl", "http://127.0.0.1:9"), ("Binance__StreamUrl", "ws://127.0.0.1:9"), ("Binance__UseSecretFile", "true"),
    ];

    private readonly TempFolder _folder = new();

    private string Data => _folder["data"];

    private string SecretFile => Path.Combine(Data, "binance.secrets");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Set_ThenShowAndRemove_TellsNoMoreThanTheEndOfTheKeyAndIsRecorded()
    {
        var set = (await CommandProcess.RunAsync(Data, [], ["secrets", "set"], Lines)).AssertDone();
        var shown = (await CommandProcess.RunAsync(Data, "secrets", "show", "--json")).AssertDone();
        var files = Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Select(f => File.ReadAllText(f, System.Text.Encoding.Latin1)).ToArray();
        Assert.All([set.Output + set.Error, shown.Output, .. files], text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
        Assert.Contains("\"startTakes\":\"none\"", shown.Output, StringComparison.Ordinal);
        Assert.All([set.Output, shown.Output], text => Assert.Contains(Key[^4..], text, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SecretFile));
        }

        (await CommandProcess.RunAsync(Data, "secrets", "remove")).AssertDone();
        Assert.False(File.Exists(SecretFile));
        (await CommandProcess.RunAsync(Data, "secrets", "show")).AssertRefused(1, SecretFile, "not there");
        (await CommandProcess.RunAsync(Data, "audit", "export", "--out", _folder["trail"])).AssertDone();
        Assert.Equal(4, (await File.ReadAllLinesAsync(_folder["trail"])).Count(line => line.Contains("venue.keys", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("secrets", "set", Key, Secret)]
    [InlineData("secrets", "set", $"--secret={Secret}")]
    [InlineData("secrets", "set", $"--{Secret}")]
    public async Task Set_WithAKeyAsAnArgument_IsRefusedWithoutRepeatingIt(params string[] args)
    {
        var refused = (await CommandProcess.RunAsync(Data, [], args, Lines)).AssertRefused(2, "no key as an argument", "standard input");
        Assert.DoesNotContain("canary", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Key)]
    [InlineData($"{Key}\n{Key}")]
    [InlineData($"{Key}\n{Secret}\n{Secret}")]
    [InlineData($"{Key}\n{Secret} {Secret}")]
    public async Task Set_InputThatIsNoKeyAndSecret_WritesNothingAndRepeatsNothing(string input)
    {
        var refused = (await CommandProcess.RunAsync(Data, [], ["secrets", "set"], input)).AssertRefused(2, "API key");
        Assert.DoesNotContain("canary", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Start_OnAFileThatCannotBeUsed_IsRefusedInOneLineThatNamesIt()
    {
        (await CommandProcess.RunAsync(Data, Used, [])).AssertRefused(2, SecretFile, "is not there", "secrets set");
        Assert.False(Directory.Exists(Data), "A refused start touched the data directory.");

        (await CommandProcess.RunAsync(Data, [], ["secrets", "set"], Lines)).AssertDone();
        (await CommandProcess.RunAsync(Data, [.. Used, ("Binance__ApiKey", "plain")], [])).AssertRefused(2, "Binance:ApiKey", "Binance:UseSecretFile");
        await File.WriteAllTextAsync(SecretFile, Lines);
        var refused = (await CommandProcess.RunAsync(Data, Used, [])).AssertRefused(2, SecretFile, "cannot be decrypted", "secrets set");
        Assert.DoesNotContain("canary", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Data, "engine.lock")), "A refused start took the data directory.");
    }

    [Fact]
    public async Task Engine_WithTheKeysInTheFile_TradesTheAccount()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Keys = [new VenueKey(Key, Secret, "main")] });
        (await CommandProcess.RunAsync(_folder.Path, [], ["secrets", "set"], Lines)).AssertDone();
        await using var engine = await EngineOnVenue.RunAsync(venue, _folder, ("Binance:UseSecretFile", "true"), ("Binance:ApiKey", ""), ("Binance:ApiSecret", ""));
        await Poll.UntilAsync(() => engine.Venue.Objection is null, TimeSpan.FromSeconds(30), "the venue takes the key");
    }
}
