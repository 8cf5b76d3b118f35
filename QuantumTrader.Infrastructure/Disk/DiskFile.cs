namespace QuantumTrader.Infrastructure.Disk;

/// <summary>Small files on an <see cref="IDisk"/>.</summary>
internal static class DiskFile
{
    private const string NewExtension = ".new";

    /// <summary>The file is old or new after a crash, never half; it returns when the new content is on disk.</summary>
    public static void Replace(IDisk disk, string path, ReadOnlySpan<byte> content) => Replace(disk, path, content, isPrivate: false);

    /// <summary>The same, readable for its owner alone.</summary>
    public static void ReplacePrivate(IDisk disk, string path, ReadOnlySpan<byte> content) => Replace(disk, path, content, isPrivate: true);

    private static void Replace(IDisk disk, string path, ReadOnlySpan<byte> content, bool isPrivate)
    {
        using (var file = isPrivate ? disk.OpenPrivate(path + NewExtension) : disk.OpenAppend(path + NewExtension))
        {
            file.Truncate(0); // what an interrupted replacement left
            file.Append(content);
            file.Flush();
        }

        disk.Rename(path + NewExtension, path);
        disk.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Throws <see cref="IOException"/> for a file longer than <paramref name="lengthMax"/> bytes.</summary>
    public static byte[] ReadAll(IDisk disk, string path, int lengthMax) => ReadAll(disk.OpenRead(path), path, lengthMax);

    /// <summary>The same, and for a file that is not its owner's alone.</summary>
    public static byte[] ReadAllPrivate(IDisk disk, string path, int lengthMax) => ReadAll(disk.OpenReadPrivate(path), path, lengthMax);

    private static byte[] ReadAll(Stream opened, string path, int lengthMax)
    {
        using var stream = opened;
        if (!(stream.Length <= lengthMax))
        {
            throw new IOException($"{path} is {stream.Length} bytes long; at most {lengthMax} are expected.");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
