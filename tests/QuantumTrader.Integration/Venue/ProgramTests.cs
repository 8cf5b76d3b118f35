using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using QuantumTrader.FakeVenue.Program;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("--port 99999", "--port")]
    [InlineData("--port -1", "--port")]
    [InlineData("--speed 0", "--speed")]
    [InlineData("--speed NaN", "--speed")]
    [InlineData("--balance -5", "--balance")]
    [InlineData("--latency 5", "--latency")]
    [InlineData("--latency 61s", "--latency")]
    [InlineData("--klines", "--klines")]
    [InlineData("--klines --speed 60", "--klines")]
    [InlineData("--klines /no/such/ADAUSDT-1m.csv", "/no/such/ADAUSDT-1m.csv")]
    [InlineData("--symbol ADAUSDT", "--klines")]
    [InlineData("--symbols 1000", "--symbols")]
    [InlineData("--host 0.0.0.0", "--host")]
    [InlineData("--host=192.168.1.5", "--host")]
    [InlineData("--key abc", "--secret")]
    [InlineData("--verbose", "--verbose")]
    [InlineData("file.csv", "file.csv")]
    public async Task CommandLine_ThatIsWrong_IsOneLineWithItsOptionAndExit2(string line, string named)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exit = await VenueProgram.RunAsync(line.Split(' '), output, errors).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, exit);
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
        Assert.Contains(named, errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void CommandLine_Whole_IsRead()
    {
        var options = ProgramArguments.Read(
            ["--klines", "a.csv", "--speed=60", "--symbol", "ADAUSDT", "--port", "0", "--balance", "250.5", "--latency", "50ms", "--history", "7", "--key", "k", "--secret", "s"]);

        Assert.Equal(["a.csv"], options.Files);
        Assert.Equal((60d, "ADAUSDT", 0, 250.5m), (options.Speed, options.Symbol, options.Port, options.Balance));
        Assert.Equal((TimeSpan.FromMilliseconds(50), 7, "k", "s"), (options.Latency, options.History, options.Key, options.Secret));
    }

    [Fact]
    public async Task Program_InterruptedByItsUser_EndsCleanlyAfterServing()
    {
        using var folder = new TempFolder();
        var file = folder["ADAUSDT-1m-2022-12-13.csv"];
        File.WriteAllText(file, string.Concat(Enumerable.Range(0, 5).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{1_670_889_600_000 + (i * 60_000L)},0.3,0.31,0.29,0.3,100,{1_670_889_659_999 + (i * 60_000L)},30,0,0,0,0\n"))));
        // A shell's background job ignores SIGINT and its children inherit that: env gives it back.
        using var process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Dll, "--klines", file, "--speed", "600", "--port", "0", "--key", "demo", "--secret", "hush"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = new StringBuilder();
        var reading = ReadAsync(process, said);
        try
        {
            await Poll.UntilAsync(() => Said(said).Contains("Ctrl+C", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the program's start");
            var url = Said(said).Split('\n').Single(l => l.Contains("REST", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Trim();
            using var client = new VenueClient(new Uri(url), TimeProvider.System, "demo", "hush");
            await Poll.UntilAsync(() => Said(said).Contains("klines are over", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the end of the file");
            var balance = await client.GetAsync("/fapi/v3/balance");

            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])!;
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            await reading;

            Assert.StartsWith("http://127.0.0.1:", url, StringComparison.Ordinal);
            Assert.Equal(200, balance.Status);
            Assert.Equal(JsonValueKind.Array, balance.Json.ValueKind);
            Assert.Equal(0, process.ExitCode);
            Assert.Contains("The fake venue has ended.", said.ToString(), StringComparison.Ordinal);
            Assert.Empty(await process.StandardError.ReadToEndAsync());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Dll { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("QuantumTrader.Integration", "QuantumTrader.FakeVenue", StringComparison.Ordinal), "QuantumTrader.FakeVenue.dll");

    private static string Said(StringBuilder said)
    {
        lock (said)
        {
            return said.ToString();
        }
    }

    private static async Task ReadAsync(Process process, StringBuilder said)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (said)
            {
                said.AppendLine(line);
            }
        }
    }
}
