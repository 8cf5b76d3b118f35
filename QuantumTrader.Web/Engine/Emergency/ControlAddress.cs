using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// Where <see cref="ControlSocket"/> is: in the data directory, which only its owner can write, so that nobody else can put a socket in its
/// place. A path that is too long for a socket goes by a handle of the directory.
/// </summary>
public sealed class ControlAddress : IDisposable
{
    private const string Name = "control.sock";
    private const int PathMax = 100; // bytes; the kernels take from 103 to 107
    private readonly SafeFileHandle? _directory;

    private ControlAddress(string path, SafeFileHandle? directory) => (EndPoint, _directory) = (new UnixDomainSocketEndPoint(path), directory);

    /// <summary>Good until this is disposed.</summary>
    public UnixDomainSocketEndPoint EndPoint { get; }

    /// <summary>Its name among the files, however long.</summary>
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, Name);

    /// <exception cref="IOException">The directory cannot be opened, or its path is too long for a socket where there is no other way to it.</exception>
    public static ControlAddress Open(string dataDirectory)
    {
        var path = PathIn(dataDirectory);
        if (Encoding.UTF8.GetByteCount(path) <= PathMax)
        {
            return new ControlAddress(path, null);
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new IOException($"{path} is too long for a socket; set Data:Directory to a folder with a path of at most {PathMax - Name.Length - 1} bytes.");
        }

        var directory = DirectoryHandle.Open(dataDirectory);
        return new ControlAddress(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{directory.DangerousGetHandle()}/{Name}"), directory);
    }

    public void Dispose() => _directory?.Dispose();
}
