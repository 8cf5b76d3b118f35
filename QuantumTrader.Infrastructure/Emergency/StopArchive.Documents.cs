using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Emergency;

/// <content>
/// Documents that are written once: <c>certificates/TIME_RUN.json</c>, beside it <c>TIME_RUN.annulled.json</c>; <c>re-entry.json</c>;
/// <c>drills/last.json</c>, the journal has them all.
/// </content>
public sealed partial class StopArchive
{
    private const int DocumentBytesMax = 16 * 1024 * 1024;
    private const string Annulled = ".annulled.json";
    private readonly string _certificates = Path.Combine(directory, "certificates");
    private readonly string _reEntry = Path.Combine(directory, "re-entry.json");
    private readonly string _drill = Path.Combine(directory, "drills", "last.json");

    public Task WriteCertificateAsync(StopCertificate certificate)
    {
        var name = $"{TimeOf(certificate.ActivatedAtUtc)}_{Checked(certificate.Run)}.json";
        return WriteAsync(Path.Combine(_certificates, name), CertificateText.FileOf(certificate));
    }

    public StopCertificate? ReadCertificate(string run) =>
        CertificatePath(run) is not { } path ? null
        : CertificateText.TryRead(DiskFile.ReadAll(disk, path, DocumentBytesMax), out var certificate, out _, out var fault) ? certificate
        : throw new InvalidDataException($"{path}: {fault}");

    /// <summary>Null when there is none.</summary>
    public string? CertificatePath(string run) =>
        disk.List(_certificates).FirstOrDefault(n => n.EndsWith($"_{Checked(run)}.json", StringComparison.Ordinal)) is { } name ? Path.Combine(_certificates, name) : null;

    public IReadOnlyList<RunSummary> LastRuns(int take)
    {
        var names = disk.List(_certificates);
        return
        [
            .. Certificates(names)
                .OrderByDescending(n => n.Time, StringComparer.Ordinal)
                .ThenByDescending(n => RunName.NumberOf(n.Run))
                .Take(take)
                .Select(n => $"{n.Time}_{n.Run}.json")
                .Select(n => CertificateText.TryRead(DiskFile.ReadAll(disk, Path.Combine(_certificates, n), DocumentBytesMax), out var certificate, out _, out _) ? certificate : null)
                .OfType<StopCertificate>()
                .Select(c => RunSummary.Of(c, names.Any(n => n.EndsWith($"_{c.Run}{Annulled}", StringComparison.Ordinal)))),
        ];
    }

    /// <summary>
    /// The run that ended last, by its certificate's name or, where that is gone, by its own record; what a certificate says is not looked at,
    /// so that a damaged one is not passed over for an older one. Null before the first.
    /// </summary>
    public string? LastRunName()
    {
        var certified = Certificates(disk.List(_certificates));
        var uncertified = RunsWithoutCertificate()
            .Select(r => (Run: r, RunLedger.From(ReadRun(r)).End))
            .Where(r => r.End is not null)
            .Select(r => (Time: TimeOf(r.End!.Latch.ActivatedAtUtc), r.Run));
        return certified.Concat(uncertified).OrderBy(r => r.Time, StringComparer.Ordinal).ThenBy(r => RunName.NumberOf(r.Run)).Select(r => r.Run).LastOrDefault();
    }

    public Task AnnulAsync(StopAnnulment annulment) => CertificatePath(annulment.Run) is { } path
        ? WriteAsync(path[..^".json".Length] + Annulled, JsonSerializer.SerializeToUtf8Bytes(annulment, StopJson.Default.StopAnnulment))
        : Task.FromException(new IOException($"There is no certificate of the run {annulment.Run}."));

    public StopAnnulment? ReadAnnulment(string run) => CertificatePath(run) is { } path ? Read(path[..^".json".Length] + Annulled, StopJson.Default.StopAnnulment) : null;

    /// <summary>Forgetting is a file that says so, because a missing one could be a lost one.</summary>
    public Task SaveReEntryAsync(ReEntryState? state) =>
        WriteAsync(_reEntry, JsonSerializer.SerializeToUtf8Bytes(state ?? new ReEntryState(Guid.Empty, ReEntryStage.Full, DateTimeOffset.UnixEpoch, "No reset is on its way back."), StopJson.Default.ReEntryState));

    public ReEntryState? ReadReEntry() => Read(_reEntry, StopJson.Default.ReEntryState) is { IsOver: false } state ? state : null;

    public Task SaveDrillAsync(DrillReport report) => WriteAsync(_drill, JsonSerializer.SerializeToUtf8Bytes(report, StopJson.Default.DrillReport));

    public DrillReport? LastDrill()
    {
        try
        {
            return Read(_drill, StopJson.Default.DrillReport);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>By their names alone: time of the activation and run.</summary>
    private static IEnumerable<(string Time, string Run)> Certificates(IEnumerable<string> names) => names
        .Where(n => n.EndsWith(".json", StringComparison.Ordinal) && !n.EndsWith(Annulled, StringComparison.Ordinal) && n.Contains('_', StringComparison.Ordinal))
        .Select(n => (Time: n[..n.IndexOf('_', StringComparison.Ordinal)], Run: n[(n.IndexOf('_', StringComparison.Ordinal) + 1)..^".json".Length]));

    private static string TimeOf(DateTimeOffset utc) => utc.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private Task WriteAsync(string path, byte[] bytes) => InTurnAsync(() =>
    {
        disk.CreateDirectory(Path.GetDirectoryName(path)!);
        DiskFile.Replace(disk, path, bytes);
    });

    private T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (!disk.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(DiskFile.ReadAll(disk, path, DocumentBytesMax), type) ?? throw new InvalidDataException($"{path} holds nothing.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
