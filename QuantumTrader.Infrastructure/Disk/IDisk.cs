namespace QuantumTrader.Infrastructure.Disk;

/// <summary>
/// The disk as durable code needs it, so that tests can make any operation fail. Every failure is an
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>; after one of them nothing is known about what reached the platter.
/// </summary>
public interface IDisk
{
    /// <summary>With its parents; nothing happens when it is there.</summary>
    void CreateDirectory(string path);

    bool Exists(string path);

    /// <summary>The names (not paths) of the files directly in the directory, in ordinal order; empty when there is no directory.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Creates the file when it is missing. Others may read it meanwhile.</summary>
    IDiskFile OpenAppend(string path);

    /// <summary>The same for a file that its owner alone may read, where the platform can: from its first byte on.</summary>
    IDiskFile OpenPrivate(string path) => OpenAppend(path);

    /// <summary>A reader that tolerates a writer at the end of the file.</summary>
    Stream OpenRead(string path);

    /// <summary>The same for what its owner alone may read, where the platform can tell: anything else than a regular file with content, for its owner alone, is refused.</summary>
    Stream OpenReadPrivate(string path) => OpenRead(path);

    void Rename(string from, string to);

    void Delete(string path);

    /// <summary>Makes creations, renames and deletions in the directory durable.</summary>
    void FlushDirectory(string path);

    /// <summary>An exclusive lock that ends with this process at the latest; throws <see cref="IOException"/> when another holds it.</summary>
    IDisposable Lock(string path);
}
