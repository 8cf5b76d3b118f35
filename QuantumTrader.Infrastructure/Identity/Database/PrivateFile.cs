using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A file that its owner alone may read and write, where the system knows such a thing.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates it empty when it is missing; takes it back from others when it is there.</summary>
    public static void Create(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            OwnFolder.Create(folder);
        }

        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (OperatingSystem.IsWindows())
        {
            File.Open(path, options).Dispose();
            return;
        }

        options.UnixCreateMode = OwnerOnly;
        File.Open(path, options).Dispose();
        if (File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }
}
