namespace QuantumTrader.Infrastructure.Disk;

/// <summary>Folders for their owner alone.</summary>
public static class OwnFolder
{
    /// <summary>Made readable for its owner alone where the platform can; one that is there stays as it is.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
