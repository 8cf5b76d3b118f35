using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// <c>--fresh</c>: the old data directory is moved aside, never deleted. Who may use the app stays, unless it is to go too; and a stop
/// always stays, because only an authorised reset ends one.
/// </summary>
public static class FreshStart
{
    public const string Flag = "--fresh";
    public const string UsersFlag = "--fresh-users";
    private const string KeysFolder = "keys";
    private const string EmergencyFolder = "emergency";
    private const string PolicyFile = "engine.db";
    private static readonly TimeSpan PolicyPatience = TimeSpan.FromSeconds(5);
    private static readonly string[] UserFiles = ["console.db-wal", "console.db-shm", SecretStore.FileName, "console.db"];

    /// <summary>Returns where it went; null when there was none. The caller has made sure that no process holds it.</summary>
    /// <param name="keepUsers">Users, API keys, audit trail, the app's own keys and the venue's stay in place.</param>
    public static async Task<string?> MoveAsideAsync(string directory, DateTimeOffset nowUtc, bool keepUsers = true)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        var trunk = Trunk(directory);
        var stamp = nowUtc.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var aside = $"{trunk}{stamp}";
        for (var n = 2; Directory.Exists(aside); n++)
        {
            aside = $"{trunk}{stamp}-{n.ToString(CultureInfo.InvariantCulture)}";
        }

        await SaveStopOfThePolicyAsync(directory, nowUtc); // before anything moves, so that a crash under way loses it nowhere
        var isStopped = IsStopped(directory);
        Directory.Move(directory, aside);
        if (isStopped)
        {
            OwnFolder.Create(directory);
            Directory.Move(Path.Combine(aside, EmergencyFolder), Path.Combine(directory, EmergencyFolder)); // first of all: the next start finds it whatever happens now
        }

        if (keepUsers)
        {
            BringBackUsers(aside, directory);
        }

        return aside;
    }

    /// <summary>The directories that fresh starts have moved aside, newest first.</summary>
    public static IReadOnlyList<string> MovedAside(string directory)
    {
        var trunk = Path.GetFullPath(Trunk(directory));
        return Path.GetDirectoryName(trunk) is { } parent && Directory.Exists(parent)
            ? [.. Directory.EnumerateDirectories(parent, $"{Path.GetFileName(trunk)}*").OrderDescending(StringComparer.Ordinal)]
            : [];
    }

    private static string Trunk(string directory) => $"{directory.TrimEnd(Path.DirectorySeparatorChar)}.old-";

    /// <summary>
    /// A stop that the policy alone holds goes into the latch file, because the policy stays behind. A policy that cannot be read may
    /// hold one, and counts as one.
    /// </summary>
    private static async Task SaveStopOfThePolicyAsync(string directory, DateTimeOffset nowUtc)
    {
        using var file = new LatchFile(Path.Combine(directory, EmergencyFolder));
        if (file.Read() is var read && (read is LatchFileRead.Latched or LatchFileRead.Unreadable || !File.Exists(Path.Combine(directory, PolicyFile))))
        {
            return;
        }

        if (await HeldByThePolicyAsync(directory, read, nowUtc) is { } held)
        {
            await file.SaveAsync(held);
        }
    }

    private static async Task<EmergencyRecord?> HeldByThePolicyAsync(string directory, LatchFileRead read, DateTimeOffset nowUtc)
    {
        var ids = new RandomIds();
        using var store = new SqlitePolicyStore(Path.Combine(directory, PolicyFile), PolicyPatience);
        try
        {
            return await store.ReadAsync(CancellationToken.None) is { EmergencyMode: true } policy ? LatchResolution.FromPolicy(read, policy, nowUtc, ids.Next) : null;
        }
        catch (PolicyUnavailableException e)
        {
            var latch = new EmergencyLatch(ids.Next(), $"Whether trading was stopped could not be read when the app was started afresh: {e.Message}", TriggerCodes.LostState, "start-up", nowUtc);
            return new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched };
        }
    }

    /// <summary>What cannot be read counts as a stop, as it does at every start.</summary>
    private static bool IsStopped(string directory)
    {
        using var file = new LatchFile(Path.Combine(directory, EmergencyFolder));
        return file.Read() is LatchFileRead.Latched or LatchFileRead.Unreadable;
    }

    // The database last: until it is there, its journal is nobody's, and a start after a crash in between sees no users instead of half of them.
    private static void BringBackUsers(string aside, string directory)
    {
        OwnFolder.Create(directory);
        var keys = Path.Combine(aside, KeysFolder);
        if (Directory.Exists(keys))
        {
            Directory.Move(keys, Path.Combine(directory, KeysFolder));
        }

        foreach (var file in UserFiles.Where(name => File.Exists(Path.Combine(aside, name))))
        {
            File.Move(Path.Combine(aside, file), Path.Combine(directory, file));
        }
    }
}
