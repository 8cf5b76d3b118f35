using Microsoft.Win32.SafeHandles;

namespace QuantumTrader.Infrastructure.Disk;

internal sealed class PhysicalFile : IDiskFile
{
    private readonly SafeFileHandle _handle;

    public PhysicalFile(string path)
    {
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        Length = RandomAccess.GetLength(_handle);
    }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, Length);
        Length += bytes.Length;
    }

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Truncate(long length)
    {
        RandomAccess.SetLength(_handle, length);
        Length = length;
    }

    public void Dispose() => _handle.Dispose();
}
