using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace QuantumTrader.Infrastructure.Disk;

/// <summary>A handle of a directory, which .NET cannot open: on Linux <c>/proc/self/fd/N</c> is a short path to it while it is held.</summary>
public static class DirectoryHandle
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <exception cref="IOException">There is none, or it may not be read.</exception>
    public static SafeFileHandle Open(string path)
    {
        var descriptor = Open(path, ReadOnlyCloseOnExec);
        return descriptor < 0
            ? throw new IOException($"The directory {path} cannot be opened (errno {Marshal.GetLastPInvokeError()}).")
            : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
