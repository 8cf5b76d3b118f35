using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Commands;

/// <summary><c>events verify</c> and <c>events tail</c>: the journal without the engine.</summary>
public static class EventsCommand
{
    private const int TailDefault = 20;
    private const int TailMax = 100_000;
    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(250);
    private static readonly HashSet<string> Valued = ["data", "count"];
    private static readonly HashSet<string> Flags = ["json", "follow"];

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        var configuration = AppConfiguration.Read();
        var directory = Path.Combine(AppConfiguration.DataDirectory(configuration, parsed.Value("data")), configuration["Events:Directory"] ?? "events");
        return parsed.Words switch
        {
            ["verify"] when parsed.Has("follow") => CommandLine.Fail("--follow belongs to events tail."),
            ["verify"] => Verify(directory, parsed.Has("json")),
            ["tail"] => await TailAsync(directory, parsed.Value("count"), parsed.Has("follow"), time),
            _ => CommandLine.Fail("events needs one of verify and tail."),
        };
    }

    private static int Verify(string directory, bool json)
    {
        var report = JournalVerifier.Verify(directory);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, EventsJson.Default.JournalReport));
            return report.ExitCode;
        }

        Console.WriteLine($"journal   {directory}");
        if (report.Unusable is { } unusable)
        {
            return CommandLine.Fail(unusable, report.ExitCode);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"events    {report.Events:#,0} in {report.Segments} segments, sequences {report.FirstSequence} to {report.LastSequence}"));
        foreach (var fault in report.Faults)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(fault.IsDamage ? "DAMAGE" : "note")}    {fault.Segment} line {fault.Line}: {fault.What}"));
        }

        Console.WriteLine(report.IsDamaged ? "result    damaged" : "result    sound");
        return report.ExitCode;
    }

    private static async Task<int> TailAsync(string directory, string? countText, bool follow, TimeProvider time)
    {
        var count = TailDefault;
        if (countText is not null && !(int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and <= TailMax))
        {
            return CommandLine.Fail($"--count {countText} is not a whole number from 1 to {TailMax}.");
        }

        if (!Directory.Exists(directory))
        {
            return CommandLine.Fail($"There is no directory {directory}; name the data directory with --data.", CommandLine.Failure);
        }

        try
        {
            var last = 0L;
            foreach (var line in JournalTail.Read(directory, count))
            {
                last = JournalTail.SequenceOf(line);
                Console.WriteLine(line);
            }

            if (follow)
            {
                await FollowAsync(new JournalFollower(PhysicalDisk.Instance, directory, last), time);
            }

            return CommandLine.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"The journal in {directory} cannot be read: {e.Message}", CommandLine.Failure);
        }
    }

    /// <summary>Until Ctrl+C or a request to end, which are the way to end it and no failure.</summary>
    private static async Task FollowAsync(JournalFollower follower, TimeProvider time)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        while (!stop.IsCancellationRequested)
        {
            foreach (var line in follower.Next())
            {
                Console.WriteLine(line);
            }

            await Task.Delay(FollowInterval, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JournalReport))]
internal sealed partial class EventsJson : JsonSerializerContext;
