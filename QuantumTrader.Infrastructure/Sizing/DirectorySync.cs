using System.ComponentModel;
using System.Runtime.InteropServices;

namespace QuantumTrader.Infrastructure.Sizing;

/// <summary>
/// Makes a rename durable: on Unix the name lives in the folder, and the folder has its own fsync, which .NET does not offer.
/// Windows keeps names in its own journal and has no such call.
/// </summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw Failed(folder);
        }

        try
        {
            if (FSync(descriptor) != 0)
            {
                throw Failed(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string folder)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The folder {folder} could not be flushed to disk: {cause.Message}.", cause);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
