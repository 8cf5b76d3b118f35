using QuantumTrader.Domain.Emergency.Triggers;
using System.Globalization;
using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// <c>ess status|activate|verify</c>: through the running engine where one answers. Without one, status reads the files, and activate takes
/// the data directory and runs the stop itself. The others need the app: <see cref="EssRequest"/>.
/// </summary>
public static class EssCommand
{
    private static readonly HashSet<string> Valued = ["data", "reason", "by"];
    private static readonly HashSet<string> Flags = ["json"];
    private const int NameLengthMax = 64;

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (args is ["reset", ..])
        {
            return await EssResetCommand.RunAsync(args);
        }

        if (args is ["annul", ..])
        {
            return await EssAnnulCommand.RunAsync(args);
        }

        if (args is ["preview", ..])
        {
            return await EssTryCommand.PreviewAsync(args);
        }

        if (args is ["drill", ..])
        {
            return await EssTryCommand.DrillAsync(args);
        }

        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        var directory = AppConfiguration.DataDirectory(parsed.Value("data"));
        return parsed.Words switch
        {
            ["status"] => await StatusAsync(directory, parsed.Has("json"), time),
            ["activate"] => await ActivateAsync(directory, parsed, time),
            ["verify", var run] => await EssVerifyCommand.RunAsync(directory, run, parsed.Has("json"), time),
            ["verify"] => CommandLine.Fail("ess verify needs the run: 'ess status' names the last one, and 'last' stands for it."),
            _ => CommandLine.Fail("ess needs one of status, activate, preview, drill, verify, annul and reset."),
        };
    }

    private static async Task<int> StatusAsync(string directory, bool json, TimeProvider time)
    {
        if (!json && BanLine.Of(directory, time.GetUtcNow()) is { } ban)
        {
            Console.WriteLine(ban);
        }

        if (await ControlClient.AskAsync(directory, new ControlRequest("status"), time) is { Status: { } live })
        {
            Print(live, directory, json, engineRuns: true);
            return CommandLine.Success;
        }

        using var file = new LatchFile(Path.Combine(directory, "emergency"));
        switch (file.Read())
        {
            case LatchFileRead.Latched { Record: var record }:
                Print(FromFile(directory, record), directory, json, engineRuns: false);
                return CommandLine.Success;
            case LatchFileRead.Clear:
                Print(FromFile(directory, null), directory, json, engineRuns: false);
                return CommandLine.Success;
            case LatchFileRead.Unreadable unreadable:
                return CommandLine.Fail($"{unreadable.Cause} The next start will be stopped.", CommandLine.Failure);
            default:
                return CommandLine.Fail($"No engine runs on {directory} and it holds no latch file; nothing is known. Name the right folder with --data.", CommandLine.Failure);
        }
    }

    private static async Task<int> ActivateAsync(string directory, Arguments parsed, TimeProvider time)
    {
        var latch = LatchOf(parsed.Value("by"), parsed.Value("reason"), time.GetUtcNow());
        return Report(await StopProcedure.RunAsync(directory, latch, time, Console.Error.WriteLine), directory, parsed.Has("json"));
    }

    /// <summary>Who and why as one harmless line each, and never nobody and nothing: they are kept, logged and shown.</summary>
    internal static EmergencyLatch LatchOf(string? by, string? reason, DateTimeOffset nowUtc) => new(
        new RandomIds().Next(),
        InertText.Of(reason?.Trim(), TradingControl.ReasonLengthMax) is { Length: > 0 } why ? why : "No reason given.",
        TriggerCodes.CommandLine,
        InertText.Of(by?.Trim(), NameLengthMax) is { Length: > 0 } name ? name : InertText.Of($"{Environment.UserName} (command line)", NameLengthMax)!,
        nowUtc);

    /// <summary>The exit code, and what people are told.</summary>
    internal static int Report(StopOutcome outcome, string directory, bool json) => outcome switch
    {
        StopOutcome.Answered { Response: var answer } => Answered(answer, directory, json),
        StopOutcome.Ran { Outcome: var ran } => Ran(ran, directory, json),
        StopOutcome.NotDone { Why: var why } => CommandLine.Fail(why, CommandLine.Failure),
        _ => throw new InvalidOperationException("A fourth kind of outcome."),
    };

    private static int Answered(ControlResponse answer, string directory, bool json)
    {
        if (answer.Error is { } error)
        {
            return CommandLine.Fail(error, CommandLine.Failure);
        }

        var status = answer.Status!;
        Print(status, directory, json, engineRuns: true);
        if (!status.IsLatchDurable)
        {
            return CommandLine.Fail($"Trading is stopped, but the stop is not saved yet: ended now, the engine would start without it. It goes on trying; free the disk of {directory} and look with ess status.", CommandLine.NotSaved);
        }

        return status.LedBy is { } leader ? StopElsewhere.Report(leader, status, answer.LeaderReports) : CommandLine.Success;
    }

    private static int Ran(OfflineOutcome ran, string directory, bool json)
    {
        var status = ran.Status;
        Print(status, directory, json, engineRuns: false);
        return status.RunState is not (EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust) ? CommandLine.Failure
            : !status.IsLatchDurable ? CommandLine.Fail($"The account is flat, but the stop is saved nowhere, so that the next start would trade. Free the disk of {directory}, then run this again before anything is started.", CommandLine.NotSaved)
            : StopElsewhere.Report(ran, directory);
    }

    /// <summary>While the engine starts, nothing is known of an emergency, and nothing is claimed.</summary>
    private static string SavedLine(EmergencyStatus status) => string.Create(CultureInfo.InvariantCulture, $"saved     {status switch
    {
        { IsLatchDurable: true } => "yes",
        { LatchNotSavedSinceUtc: { } since } => $"NO, since {since:u}: held in memory alone, a start after a crash would trade",
        _ => "not known",
    }}");

    /// <summary>Without an engine nobody knows what is open; of a run that is over its proof says so.</summary>
    private static EmergencyStatus FromFile(string directory, EmergencyRecord? record)
    {
        using var archive = new StopArchive(PhysicalDisk.Instance, Path.Combine(directory, "emergency"));
        return (record is null ? EmergencyStatus.NotStopped : EmergencyStatus.Of(record, notSavedSinceUtc: null)) with
        {
            Mode = record is null ? null : TradingMode.Halted,
            Positions = record is { IsRunOver: true } ? record.PositionsLeft : null,
            Orders = record is { IsRunOver: true } ? record.OrdersLeft : null,
            SizeShare = ShareIn(archive),
            LastRun = archive.LastRuns(1) is [var last] ? last : null,
        };
    }

    private static decimal ShareIn(StopArchive archive)
    {
        try
        {
            return archive.ReadReEntry()?.SizeShare.Value ?? 1m;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return 0m; // as the next start takes it
        }
    }

    private static string Count(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private static void Print(EmergencyStatus status, string directory, bool json, bool engineRuns)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, ControlJson.Default.EmergencyStatus));
            return;
        }

        Console.WriteLine($"data      {directory}{(engineRuns ? "" : " (no engine runs)")}");
        Console.WriteLine($"latched   {(status.Latched ? "yes" : "no")}");
        Console.WriteLine($"run       {status.RunState}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mode      {status.Mode?.ToString() ?? "not known"}{(status.SizeShare < 1m ? $", sizes times {status.SizeShare}" : "")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"open      {Count(status.Positions)} positions, {Count(status.Orders)} orders"));
        if (status.LastRun is { } last)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"last run  {last.Run} ({last.Trigger}) ended {last.Outcome}: {last.OrdersCanceled} orders canceled, {last.ClosesSent} closes sent; ess verify {last.Run}"));
        }

        if (status.Latched)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"since     {status.ActivatedAtUtc:u} by {status.ActivatedBy} ({status.Trigger})"));
            Console.WriteLine($"reason    {status.Reason}");
            Console.WriteLine(SavedLine(status));
            StopElsewhere.Print(status);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counts    {status.OrdersCanceled} orders canceled, {status.ClosesSent} closes sent, {LeftCount.Text(status.PositionsLeft)} positions and {LeftCount.Text(status.OrdersLeft)} orders left"));
        }
    }
}
