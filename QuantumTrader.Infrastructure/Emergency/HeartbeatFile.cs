using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>
/// The engine's heartbeat as <c>emergency/heartbeat</c>, in memory that is shared through the file: a beat never waits for the disk, and
/// whoever reads needs nothing from the process that beats. Beats come from one thread.
/// </summary>
public sealed class HeartbeatFile : IDisposable
{
    private const int Length = 32;
    private const long Format = 0x3154_4145_4254_51; // "QTBEAT1"
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private long _count;

    private HeartbeatFile(MemoryMappedFile file, MemoryMappedViewAccessor view) => (_file, _view) = (file, view);

    /// <summary>For who beats. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the file cannot be made.</summary>
    /// <param name="directory">The folder of the latch.</param>
    public static HeartbeatFile Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var stream = new FileStream(PathIn(directory), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        MemoryMappedFile? file = null;
        try
        {
            stream.SetLength(Length);
            stream.Write(new byte[Length]); // room on the disk now: shared memory over a hole could end the process later
            stream.Flush(flushToDisk: true);
            file = MemoryMappedFile.CreateFromFile(stream, null, Length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            return new HeartbeatFile(file, file.CreateViewAccessor(0, Length));
        }
        catch
        {
            file?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    public void Beat(HeartbeatState state)
    {
        _view.Write(8, (long)Environment.ProcessId);
        _view.Write(24, (long)state);
        _view.Write(16, ++_count);
        _view.Write(0, Format);
    }

    /// <summary>The newest beat; null when there is none, or it cannot be read.</summary>
    public static Heartbeat? Read(string directory)
    {
        try
        {
            using var stream = new FileStream(PathIn(directory), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> bytes = stackalloc byte[Length];
            stream.ReadExactly(bytes);
            return BinaryPrimitives.ReadInt64LittleEndian(bytes) != Format
                ? null
                : new Heartbeat(
                    (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
                    StateOf(BinaryPrimitives.ReadInt64LittleEndian(bytes[24..])));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static HeartbeatState StateOf(long state) => state is >= 0 and <= (long)HeartbeatState.Ended ? (HeartbeatState)state : HeartbeatState.OnDuty;

    private static string PathIn(string directory) => Path.Combine(directory, "heartbeat");
}
