using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary><c>audit verify</c> and <c>audit export</c>: the audit trail beside the running app or without it. Changes nothing.</summary>
public static class AuditCommand
{
    private static readonly HashSet<string> Valued = ["data", "out"];
    private static readonly HashSet<string> Flags = ["json"];

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        var configuration = AppConfiguration.Read();
        if (ConfigurationCheck.ProblemsOf(configuration, ConsoleOptions.Section) is [var problem, ..])
        {
            return CommandLine.Fail(problem);
        }

        var directory = AppConfiguration.DataDirectory(configuration, parsed.Value("data"));
        var options = configuration.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new ConsoleOptions();
        using var reading = new AuditReading(options, directory, Path.Combine(directory, configuration["Events:Directory"] ?? "events"), time);
        return parsed.Words switch
        {
            ["verify"] when parsed.Value("out") is not null => CommandLine.Fail("--out belongs to audit export."),
            ["verify"] => await VerifyAsync(reading, directory, parsed.Has("json")),
            ["export"] when parsed.Value("out") is { Length: > 0 } file => await ExportAsync(reading, directory, Path.GetFullPath(file), parsed.Has("json")),
            ["export"] => CommandLine.Fail("audit export needs --out FILE."),
            _ => CommandLine.Fail("audit needs one of verify and export."),
        };
    }

    private static async Task<int> VerifyAsync(AuditReading reading, string directory, bool json)
    {
        AuditReport report;
        try
        {
            report = await reading.VerifyAsync(CancellationToken.None) is { } verdict
                ? new AuditReport(directory, reading.Where) { Records = verdict.Records, Anchors = verdict.Anchors, Fault = verdict.Fault }
                : new AuditReport(directory, reading.Where) { Unusable = Missing(reading) };
        }
        catch (AuditUnavailableException e)
        {
            report = new AuditReport(directory, reading.Where) { Unusable = e.Message };
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, AuditReportJson.Default.AuditReport));
            return report.ExitCode;
        }

        Console.WriteLine($"data      {directory}");
        Console.WriteLine($"trail     {reading.Where}");
        if (report.Unusable is { } unusable)
        {
            return CommandLine.Fail(unusable, report.ExitCode);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"records   {report.Records:#,0} read, {report.Anchors:#,0} anchors in the journal compared"));
        Console.WriteLine($"result    {(report.Fault is null ? "sound" : "BROKEN")}");
        return report.Fault is { } fault
            ? CommandLine.Fail($"The audit trail is broken: {fault}. Keep a copy of {directory} as it is before anything else, and find out who could write to it.", report.ExitCode)
            : report.ExitCode;
    }

    private static async Task<int> ExportAsync(AuditReading reading, string directory, string file, bool json)
    {
        if (reading.IsMissing)
        {
            return CommandLine.Fail(Missing(reading));
        }

        var records = 0L;
        var part = file + ".part";
        try
        {
            await using (var writer = new StreamWriter(part))
            {
                await foreach (var record in reading.Log.ReadAllAsync(CancellationToken.None))
                {
                    await writer.WriteLineAsync(AuditJson.LineOf(record));
                    records++;
                }
            }

            File.Move(part, file, overwrite: true);
        }
        catch (Exception e) when (e is AuditUnavailableException or IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            return CommandLine.Fail($"Nothing was exported to {file}: {e.Message}", CommandLine.Failure);
        }

        Console.WriteLine(json
            ? JsonSerializer.Serialize(new AuditExport(directory, reading.Where, file, records), AuditReportJson.Default.AuditExport)
            : string.Create(CultureInfo.InvariantCulture, $"{records:#,0} records of {reading.Where} are in {file}"));
        return CommandLine.Success;
    }

    private static string Missing(AuditReading reading) => $"There is no audit trail: {reading.Where} does not exist. Name the right folder with --data.";
}

/// <summary>What <c>audit verify</c> found.</summary>
/// <param name="Trail">The file, or server and database.</param>
internal sealed record AuditReport(string DataDirectory, string Trail)
{
    public long Records { get; init; }
    public int Anchors { get; init; }

    /// <summary>The first thing that is wrong; null when it is sound.</summary>
    public string? Fault { get; init; }

    /// <summary>Why nothing is known; null when something is.</summary>
    public string? Unusable { get; init; }

    public bool IsSound => Fault is null && Unusable is null;

    /// <summary>0 sound, 1 broken, 2 unusable.</summary>
    public int ExitCode => Unusable is not null ? CommandLine.Usage : Fault is not null ? CommandLine.Failure : CommandLine.Success;
}

internal sealed record AuditExport(string DataDirectory, string Trail, string File, long Records);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(AuditExport))]
internal sealed partial class AuditReportJson : JsonSerializerContext;
