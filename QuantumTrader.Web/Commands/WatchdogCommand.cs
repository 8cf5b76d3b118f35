using QuantumTrader.Domain.Emergency.Triggers;
using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// <c>watchdog</c>: a process of its own that watches the engine's heartbeat and stops the account when it falls silent. It never acts while
/// beats come, whatever else of the app is dead. Ends when it has acted; run it again with the next start.
/// </summary>
public static class WatchdogCommand
{
    private const int SilenceMin = 2;
    private const int SilenceMax = 600;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly HashSet<string> Valued = ["data", "silence"];
    private static readonly HashSet<string> Flags = ["json"];

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        if (parsed.Words.Count > 0)
        {
            return CommandLine.Fail("watchdog takes no further words.");
        }

        if (!int.TryParse(parsed.Value("silence") ?? "10", NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < SilenceMin or > SilenceMax)
        {
            return CommandLine.Fail($"--silence must be {SilenceMin} to {SilenceMax} whole seconds.");
        }

        var directory = AppConfiguration.DataDirectory(parsed.Value("data"));
        Tell($"watching {directory}; the account is stopped after {seconds} s without a heartbeat");
        await SilentAsync(directory, TimeSpan.FromSeconds(seconds), time);
        var reason = string.Create(CultureInfo.InvariantCulture, $"The engine gave no sign of life for {seconds} s.");
        var latch = new EmergencyLatch(new RandomIds().Next(), reason, TriggerCodes.Watchdog, $"watchdog, process {Environment.ProcessId}", time.GetUtcNow());
        return EssCommand.Report(await StopProcedure.RunAsync(directory, latch, time, Tell), directory, parsed.Has("json"));
    }

    /// <summary>Ends when the engine is silent.</summary>
    private static async Task SilentAsync(string directory, TimeSpan silenceMax, TimeProvider time)
    {
        var watch = new HeartbeatWatch(silenceMax);
        var began = time.GetTimestamp();
        WatchVerdict? told = null;
        while (true)
        {
            var beat = HeartbeatFile.Read(Path.Combine(directory, "emergency"));
            var verdict = watch.Look(beat, DataDirectoryLease.HolderOf(directory) is { IsAlive: true, Id: var id } ? id : null, time.GetElapsedTime(began));
            if (verdict != told)
            {
                Tell(TextOf(verdict, beat));
                told = verdict;
            }

            if (verdict == WatchVerdict.Silent)
            {
                return;
            }

            await Task.Delay(Look, time);
        }
    }

    private static string TextOf(WatchVerdict verdict, Heartbeat? beat) => verdict switch
    {
        WatchVerdict.NoEngine => "no engine runs; waiting for one",
        WatchVerdict.Lives => $"the engine lives (process {beat?.ProcessId})",
        WatchVerdict.StandsBy => "the engine stands by; another looks after the account",
        WatchVerdict.Ended => "the engine was ended on purpose; nothing is done",
        _ => $"the engine is silent (process {beat?.ProcessId}): the account is stopped",
    };

    private static void Tell(string line) => Console.Error.WriteLine(line);
}
