namespace QuantumTrader.Infrastructure.Disk;

/// <summary>Replaces a small file so that it is old or new after a crash, never half and never gone.</summary>
public static class DurableFile
{
    /// <summary>Ends when the new content is on disk. The waiting for the disk is done by a thread of the pool, not by the caller's.</summary>
    public static Task ReplaceAsync(string path, ReadOnlyMemory<byte> content) => Task.Run(() => Replace(path, content.Span));

    /// <summary>The same on the caller's thread.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
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
        DirectoryFlush.Run(directory);
    }
}
