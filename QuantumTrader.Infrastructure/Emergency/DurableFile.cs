using System.Runtime.InteropServices;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>Replaces a small file so that it is old or new after a crash, never half and never gone.</summary>
public static class DurableFile
{
    /// <summary>Ends when the new content is on disk. The waiting for the disk is done by a thread of the pool, not by the caller's.</summary>
    public static Task ReplaceAsync(string path, ReadOnlyMemory<byte> content) => Task.Run(() => Replace(path, content.Span));

    private static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory);
        var beside = path + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        SyncDirectory(directory);
    }

    /// <summary>Makes a rename or a new file in the folder durable; Windows needs no such thing.</summary>
    public static void SyncDirectory(string directory)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return;
        }

        using var handle = File.OpenHandle(directory, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }
}
