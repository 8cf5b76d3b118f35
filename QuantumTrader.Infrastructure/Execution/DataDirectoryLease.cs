using System.Globalization;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// One process per data directory: an exclusive lock that dies with the process, and an epoch that grows with every holder.
/// </summary>
public sealed class DataDirectoryLease : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectoryLease(FileStream held, string directory, long epoch)
    {
        (_lock, Directory, Epoch, UsedBefore) = (held, directory, epoch, WasUsed(directory));
    }

    public string Directory { get; }

    /// <summary>1 for the first holder ever.</summary>
    public long Epoch { get; }

    /// <summary>
    /// True when an earlier holder came as far as <see cref="MarkUsedAsync"/>. One that ended before, on a wrong setting or
    /// a kill in its first second, left nothing that could be lost.
    /// </summary>
    public bool UsedBefore { get; }

    /// <summary>No lease, but a refusal with reason and remedy, when another process holds the directory or it cannot be used.</summary>
    public static async Task<(DataDirectoryLease? Lease, string? Refusal)> TryAcquireAsync(string directory)
    {
        FileStream? held = null;
        try
        {
            OwnFolder.Create(directory);
            held = new FileStream(LockPath(directory), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var epoch = ReadEpoch(directory) + 1;
            await DurableFile.ReplaceAsync(EpochPath(directory), Bytes(epoch));
            await DurableFile.ReplaceAsync(HolderPath(directory), System.Text.Encoding.ASCII.GetBytes(EngineProcess.Current().ToString()));
            return (new DataDirectoryLease(held, directory, epoch), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            var wasLocked = held is null && e is IOException && File.Exists(LockPath(directory));
            if (held is not null)
            {
                await held.DisposeAsync();
            }

            return (null, wasLocked
                ? $"The data directory {directory} is in use by process {HolderOf(directory)?.Id.ToString(CultureInfo.InvariantCulture) ?? "?"}. Stop that process, or set Data:Directory to another folder."
                : $"The data directory {directory} cannot be used: {e.Message}");
        }
    }

    /// <summary>True when an engine ever began to trade here. Takes no lock.</summary>
    public static bool WasUsed(string directory) => File.Exists(UsedPath(directory));

    /// <summary>Says durably that there is state here from now on; before the first order.</summary>
    public Task MarkUsedAsync() => UsedBefore ? Task.CompletedTask : DurableFile.ReplaceAsync(UsedPath(Directory), Bytes(Epoch));

    /// <summary>The process that holds, or last held, the directory; null when nobody ever did, or that cannot be read.</summary>
    public static EngineProcess? HolderOf(string directory)
    {
        try
        {
            return EngineProcess.Parse(File.ReadAllText(HolderPath(directory)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static long ReadEpoch(string directory)
    {
        var path = EpochPath(directory);
        return File.Exists(path)
            ? long.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch
                : throw new FormatException($"{path} does not hold a number; write into it one above the highest epoch in the trade ids (the part before the dash).")
            : 0;
    }

    private static byte[] Bytes(long number) => System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private static string LockPath(string directory) => Path.Combine(directory, "engine.lock");

    private static string HolderPath(string directory) => Path.Combine(directory, "engine.pid");

    private static string UsedPath(string directory) => Path.Combine(directory, "engine.used");

    private static string EpochPath(string directory) => Path.Combine(directory, "engine.epoch");
}
