namespace QuantumTrader.Infrastructure.Disk;

/// <summary>The machine's own file system.</summary>
public sealed class PhysicalDisk : IDisk
{
    public static readonly PhysicalDisk Instance = new();
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersFile = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    public bool Exists(string path) => File.Exists(path);

    public IReadOnlyList<string> List(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)] : [];

    public IDiskFile OpenAppend(string path) => new PhysicalFile(path);

    public IDiskFile OpenPrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OwnerFile };
            using var made = new FileStream(path, options);
            File.SetUnixFileMode(made.SafeFileHandle, OwnerFile); // one that was there already
        }

        return new PhysicalFile(path);
    }

    public Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    public Stream OpenReadPrivate(string path)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (new FileInfo(target).Length == 0)
        {
            throw new IOException($"{path} is empty, or is no regular file."); // to open a pipe would wait for a writer
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(target) & OthersFile) != UnixFileMode.None)
        {
            throw new IOException($"{path} may be read or changed by others than its owner: 'chmod 600' it.");
        }

        return OpenRead(target);
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void FlushDirectory(string path) => DirectoryFlush.Run(path);

    public IDisposable Lock(string path) => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
}
