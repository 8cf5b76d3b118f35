using System.Diagnostics;
using System.Globalization;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Hosting;

/// <summary>A disk of its own in memory, small enough to fill to the last byte. Unmounted when disposed.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _filler;

    public SmallDisk(int megabytes)
    {
        _filler = _folder["filler"];
        if (TryRun("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=700"), "tmpfs", _folder.Path) is { } refusal)
        {
            _folder.Dispose();
            throw new InvalidOperationException($"A small disk cannot be mounted: {refusal}");
        }
    }

    public string Path => _folder.Path;

    /// <summary>Why there can be no small disk here; null when there can.</summary>
    public static string? Refusal()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "a small disk is mounted on Linux only";
        }

        return Environment.IsPrivilegedProcess ? null : "mounting a small disk needs root";
    }

    /// <summary>Until the disk takes not one byte more. Again, when something was deleted meanwhile.</summary>
    public void Fill()
    {
        using var file = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var portion = new byte[1 << 20]; portion.Length > 0; portion = new byte[portion.Length / 16])
        {
            while (CanWrite(file, portion))
            {
            }
        }
    }

    public void Free() => File.Delete(_filler);

    public void Dispose()
    {
        TryRun("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static bool CanWrite(FileStream file, byte[] portion)
    {
        try
        {
            file.Write(portion);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.ReplaceLineEndings(" ");
    }
}
