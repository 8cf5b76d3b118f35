using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Events;

/// <summary><c>events verify</c> and <c>events tail</c> of the built app.</summary>
public sealed class JournalCommandTests : IDisposable
{
    private const string First = "00000000000000000001.jsonl";
    private static readonly EventsOptions SmallSegments = new() { SegmentSizeMax = 64 * 1024 };

    private readonly TempFolder _data = new();

    private string Events => _data["events"];

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Verify_SoundWithATornTail_SaysSoAndEndsWith0()
    {
        await AppendAsync(1, 3);
        await File.AppendAllTextAsync(Path.Combine(Events, First), "{\"seq\":4,\"id\":");
        var verified = (await CommandProcess.RunAsync(_data.Path, "events", "verify")).AssertDone();

        Assert.Contains(Events, verified.Output, StringComparison.Ordinal);
        Assert.Contains($"{First} line 4: 14 bytes of a write that was never finished", verified.Output, StringComparison.Ordinal);
        Assert.Contains("result    sound", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Damaged_NamesSegmentAndLineAndEndsWith1()
    {
        await AppendAsync(1, 3);
        var path = Path.Combine(Events, First);
        var lines = await File.ReadAllLinesAsync(path);
        lines[1] = lines[1].Replace("event 2", "event 9", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n");
        var verified = await CommandProcess.RunAsync(_data.Path, "events", "verify");
        var json = await CommandProcess.RunAsync(_data.Path, "events", "verify", "--json");

        Assert.Equal((1, 1), (verified.ExitCode, json.ExitCode));
        Assert.Contains($"DAMAGE    {First} line 2: its checksum does not fit", verified.Output, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(json.Output).RootElement.GetProperty("faults")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Verify_NoJournal_IsOneLineAndEndsWith2()
    {
        (await CommandProcess.RunAsync(_data.Path, "events", "verify")).AssertRefused(2, "no segment", Events);
        (await CommandProcess.RunAsync(_data.Path, "events", "verify", "--follow")).AssertRefused(2, "--follow");
    }

    [Fact]
    public async Task Tail_NoJournal_IsOneLineAndEndsWith1() =>
        (await CommandProcess.RunAsync(_data.Path, "events", "tail", "--follow")).AssertRefused(1, Events, "--data");

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task TailFollow_WhileAJournalIsWritten_PrintsEveryLineOverRotationAndEndsWith0OnASignal(string signal)
    {
        await AppendAsync(1, 5);
        using var process = Process.Start(Interruptible(AppFiles.Start(_data.Path, [], ["events", "tail", "--count", "2", "--follow"])))!;
        var printed = new List<long>();
        var reading = ReadAsync(process, printed);
        await Poll.UntilAsync(() => Count(printed) >= 2, TimeSpan.FromSeconds(30), "the first lines are printed");
        await AppendAsync(6, 600);
        await Poll.UntilAsync(() => Count(printed) >= 597, TimeSpan.FromSeconds(30), "what was appended is printed");
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await reading;

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Enumerable.Range(4, 597).Select(n => (long)n), printed);
        Assert.True(Directory.GetFiles(Events, "*.jsonl").Length > 1);
    }

    // Who runs the tests in the background may ignore SIGINT, and what they start inherits that. env undoes it and becomes the program; where
    // it cannot, the tests depend on how they were started.
    private static ProcessStartInfo Interruptible(ProcessStartInfo start)
    {
        const string Restore = "--default-signal=INT";
        using (var tried = Process.Start(new ProcessStartInfo("env", [Restore, "true"]) { RedirectStandardError = true })!)
        {
            tried.WaitForExit();
            if (tried.ExitCode != 0)
            {
                return start;
            }
        }

        start.ArgumentList.Insert(0, start.FileName);
        start.ArgumentList.Insert(0, Restore);
        start.FileName = "env";
        return start;
    }

    private static int Count(List<long> printed)
    {
        lock (printed)
        {
            return printed.Count;
        }
    }

    private static async Task ReadAsync(Process process, List<long> printed)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var sequence = JsonDocument.Parse(line).RootElement.GetProperty("seq").GetInt64();
            lock (printed)
            {
                printed.Add(sequence);
            }
        }
    }

    private async Task AppendAsync(int first, int last)
    {
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, Events, SmallSegments, TimeProvider.System);
        foreach (var some in Enumerable.Range(first, last - first + 1).Chunk(50))
        {
            await Task.WhenAll(some.Select(n => journal.AppendAsync(
                new MarketStarted(new Guid(n, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch) { Source = $"event {n}", Symbols = [] }).AsTask()));
        }
    }
}
