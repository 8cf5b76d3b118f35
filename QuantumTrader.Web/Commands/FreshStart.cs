using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;

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
    private static readonly string[] UserFiles = ["console.db-wal", "console.db-shm", "console.db"];

    /// <summary>Returns where it went; null when there was none. The caller has made sure that no process holds it.</summary>
    /// <param name="keepUsers">Users, API keys, audit trail and the app's own keys stay in place.</param>
    public static string? MoveAside(string directory, DateTimeOffset nowUtc, bool keepUsers = true)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        var stamp = nowUtc.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var aside = $"{directory.TrimEnd(Path.DirectorySeparatorChar)}.old-{stamp}";
        for (var n = 2; Directory.Exists(aside); n++)
        {
            aside = $"{directory.TrimEnd(Path.DirectorySeparatorChar)}.old-{stamp}-{n.ToString(CultureInfo.InvariantCulture)}";
        }

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
