using System.Globalization;
using System.Text.Json;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Commands;

/// <summary><c>ess verify RUN</c>: a stop certificate against journal, run record and audit trail, beside the running app or without it. Changes nothing.</summary>
internal static class EssVerifyCommand
{
    public static async Task<int> RunAsync(string directory, string run, bool json, TimeProvider time)
    {
        using var archive = new StopArchive(PhysicalDisk.Instance, Path.Combine(directory, "emergency"));
        if ((run == "last" ? archive.LastRunName() : run) is not { } name)
        {
            return CommandLine.Fail($"No stop of {directory} has ended yet: there is no certificate to verify. Name the right folder with --data.");
        }

        if (!RunName.TryParse(name, out var emergencyId, out _))
        {
            return CommandLine.Fail($"'{run}' is not a run; 'ess status' names the last one, such as 9f2c41aa-5d0e-4b3f-8a51-0e6f3c1d2b4a-1, and 'last' stands for it.");
        }

        StopVerdict verdict;
        try
        {
            verdict = archive.CertificatePath(name) is { } path
                ? (await VerifyAsync(directory, archive, path, name, emergencyId, time)) with { File = path }
                : new StopVerdict(name) { Unusable = $"There is no certificate of {name} in {directory}; a run has one once it is over. Name the right folder with --data." };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            verdict = new StopVerdict(name) { Unusable = e.Message };
        }

        return Tell(verdict, directory, json);
    }

    private static async Task<StopVerdict> VerifyAsync(string directory, StopArchive archive, string path, string run, Guid emergencyId, TimeProvider time)
    {
        var configuration = AppConfiguration.Read();
        var journal = Path.Combine(directory, configuration["Events:Directory"] ?? "events");
        var facts = FactsOf(directory, journal, run, emergencyId, out var older);
        var options = configuration.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new ConsoleOptions();
        using var reading = new AuditReading(options, directory, journal, time);
        return StopVerifier.Verify(run, await File.ReadAllBytesAsync(path), facts, archive.ReadRun(run), await CountAsync(reading, emergencyId)) with { OlderJournal = older };
    }

    /// <summary>A fresh start moves the journal aside and keeps a stop that still holds, so the run's events may lie in a directory that was moved.</summary>
    private static StopFacts FactsOf(string directory, string journal, string run, Guid emergencyId, out string? older)
    {
        var facts = StopFacts.Read(PhysicalDisk.Instance, journal, emergencyId, CancellationToken.None);
        older = null;
        foreach (var aside in facts.Certified.Any(c => c.Run == run) ? [] : FreshStart.MovedAside(directory))
        {
            var there = Path.Combine(aside, Path.GetRelativePath(directory, journal));
            var before = StopFacts.Read(PhysicalDisk.Instance, there, emergencyId, CancellationToken.None);
            if (before.Certified.Any(c => c.Run == run))
            {
                before.Add(PhysicalDisk.Instance, journal, emergencyId, CancellationToken.None); // an annulment came later
                older = there;
                return before;
            }
        }

        return facts;
    }

    /// <summary>Null when the trail is not there or cannot be read: that is no word against the certificate.</summary>
    private static async Task<int?> CountAsync(AuditReading reading, Guid emergencyId)
    {
        if (reading.IsMissing)
        {
            return null;
        }

        try
        {
            var found = 0;
            await foreach (var record in reading.Log.ReadAllAsync(CancellationToken.None))
            {
                found += AuditEntries.IsStopOf(record.Entry, emergencyId) ? 1 : 0;
            }

            return found;
        }
        catch (AuditUnavailableException)
        {
            return null;
        }
    }

    private static int Tell(StopVerdict verdict, string directory, bool json)
    {
        var code = verdict.Unusable is not null ? CommandLine.Usage : verdict.Difference is not null ? CommandLine.Failure : CommandLine.Success;
        if (json)
        {
            var told = JsonSerializer.SerializeToNode(verdict, StopJson.Default.StopVerdict)!.AsObject();
            told["result"] = verdict.Result;
            Console.WriteLine(told.ToJsonString());
            return code;
        }

        Console.WriteLine($"data      {directory}");
        if (verdict.Unusable is { } unusable)
        {
            return CommandLine.Fail(unusable, code);
        }

        Console.WriteLine($"file      {verdict.File}");
        if (verdict.OlderJournal is { } older)
        {
            Console.WriteLine($"journal   {older}, moved aside by a fresh start");
        }

        Console.WriteLine($"sha-256   {verdict.Sha256}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"checked   {verdict.Receipts} receipts, {verdict.ClosesCompared} closes found in the journal, {(verdict.IsInAudit ? "who stopped is in the audit trail" : "no audit record compared")}"));
        if (verdict.AnnulledBy is { } by)
        {
            Console.WriteLine($"annulled  as a false trip, by {by}");
        }

        Console.WriteLine($"result    {(verdict.IsSound ? "sound" : "DIFFERENT")}");
        return verdict.Difference is { } difference
            ? CommandLine.Fail($"The certificate of {verdict.Run} does not agree: {difference}. Keep a copy of {directory} as it is before anything else, and find out who could write to it.", code)
            : code;
    }
}
