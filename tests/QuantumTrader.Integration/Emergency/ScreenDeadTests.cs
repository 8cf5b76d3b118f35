using System.Diagnostics;
using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Emergency;

/// <summary>The stop from beside the app: a hung engine is replaced, a living one never, and nobody else is hurt.</summary>
public sealed class ScreenDeadTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Activate_EngineHangs_ReplacesItAndEndsFlat()
    {
        await using var app = await TradingAsync();
        await SignalAsync("STOP", app.Id);

        var stop = (await CommandProcess.RunAsync(_data.Path, "ess", "activate", "--reason", "it hangs")).AssertDone();

        Assert.Contains("does not answer; it was ended", stop.Error, StringComparison.Ordinal);
        await SignalAsync("CONT", app.Id); // were it still there, it would trade on now
        await app.ExitAsync();
        var record = await AssertFlatAndLatchedAsync();
        Assert.Equal(("COMMAND_LINE", "it hangs"), (record.Latch.Trigger, record.Latch.Reason));
        await using var again = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        Assert.True((await again.StatusAsync())!.Latched);
    }

    [Fact]
    public async Task Activate_TheRecordedProcessIsAnother_EndsNobodyAndLatchesTheNextStart()
    {
        await using var app = await TradingAsync();
        await SignalAsync("STOP", app.Id);
        using var innocent = Process.Start("sleep", ["600"]);
        var mark = EngineProcess.Parse(await File.ReadAllTextAsync(_data["engine.pid"]))!;
        await File.WriteAllTextAsync(_data["engine.pid"], (mark with { Id = innocent.Id }).ToString());
        try
        {
            var stop = await CommandProcess.RunAsync(_data.Path, "ess", "activate", "--reason", "who is it");

            stop.AssertRefused(1, "is in use by process", "is gone", "The next start is stopped");
            Assert.False(innocent.HasExited);
        }
        finally
        {
            innocent.Kill();
        }

        using var file = new LatchFile(_data["emergency"]);
        Assert.True(file.Read() is LatchFileRead.Latched { Record.Latch.Reason: "who is it" });
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("STOP")]
    public async Task Watchdog_EngineFallsSilent_StopsTheAccount(string signal)
    {
        await using var app = await TradingAsync();
        using var watchdog = new Watchdog(_data.Path);
        await watchdog.SaysAsync("the engine lives");

        await SignalAsync(signal, app.Id);

        Assert.Equal(0, await watchdog.ExitAsync());
        var record = await AssertFlatAndLatchedAsync();
        Assert.Equal("WATCHDOG", record.Latch.Trigger);
    }

    [Fact]
    public async Task Watchdog_EngineLivesAndIsEndedOnPurpose_DoesNothing()
    {
        await using var app = await TradingAsync();
        using var watchdog = new Watchdog(_data.Path);
        await watchdog.SaysAsync("the engine lives");
        File.Delete(_data["control.sock"]); // nobody can ask it any more, and its heart beats
        var beat = HeartbeatFile.Read(_data["emergency"])!.Value.Count;
        await app.UntilAsync(() => Task.FromResult(HeartbeatFile.Read(_data["emergency"])!.Value.Count > beat + 24), Limit, "it beats for three times the limit");
        Assert.False(watchdog.HasExited);

        await app.TerminateAsync();

        await watchdog.SaysAsync("ended on purpose");
        using var file = new LatchFile(_data["emergency"]);
        Assert.True(file.Read() is LatchFileRead.Clear);
    }

    private async Task<AppProcess> TradingAsync()
    {
        var app = await AppProcess.StartTrading(_data.Path).HealthyAsync();
        return await app.OrEndAsync(() => app.UntilAsync(HasPositionAsync, Limit, "a position is open"));
    }

    private async Task<bool> HasPositionAsync()
    {
        using var store = new SqliteTradeStateStore(_data["engine.db"]);
        return (await store.ListOpenAsync(null, CancellationToken.None)).Any(t => t.QuantityOpen.IsPositive);
    }

    private async Task<EmergencyRecord> AssertFlatAndLatchedAsync()
    {
        Assert.Empty((await DataImage.TakeAsync(_data.Path)).Positions);
        using var file = new LatchFile(_data["emergency"]);
        var latched = Assert.IsType<LatchFileRead.Latched>(file.Read());
        Assert.Equal(EmergencyRunState.Flat, latched.Record.RunState);
        return latched.Record;
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The command in a process of its own, with what it said so far.</summary>
    private sealed class Watchdog : IDisposable
    {
        private readonly StringBuilder _said = new();
        private readonly Process _process;

        public Watchdog(string data)
        {
            _process = new Process { StartInfo = AppFiles.Start(data, [], ["watchdog", "--silence", "2"]) };
            _process.ErrorDataReceived += (_, line) => Note(line.Data);
            _process.OutputDataReceived += (_, line) => Note(line.Data);
            _process.Start();
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
        }

        public bool HasExited => _process.HasExited;

        public Task SaysAsync(string text) => Poll.UntilAsync(() => Task.FromResult(Said().Contains(text, StringComparison.Ordinal)), Limit, $"the watchdog says '{text}'");

        public async Task<int> ExitAsync()
        {
            await _process.WaitForExitAsync().WaitAsync(Limit, TimeProvider.System);
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }

        private string Said()
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }

        private void Note(string? line)
        {
            lock (_said)
            {
                _said.AppendLine(line);
            }
        }
    }
}
