using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Unit.Events;

/// <summary>The real disk, and how many bytes were read from it.</summary>
internal sealed class ReadCountingDisk : IDisk
{
    private readonly List<CountingStream> _streams = [];

    public long BytesRead => _streams.Sum(s => s.BytesRead);

    public void CreateDirectory(string path) => PhysicalDisk.Instance.CreateDirectory(path);

    public bool Exists(string path) => PhysicalDisk.Instance.Exists(path);

    public IReadOnlyList<string> List(string directory) => PhysicalDisk.Instance.List(directory);

    public IDiskFile OpenAppend(string path) => PhysicalDisk.Instance.OpenAppend(path);

    public Stream OpenRead(string path)
    {
        _streams.Add(new CountingStream(path));
        return _streams[^1];
    }

    public void Rename(string from, string to) => PhysicalDisk.Instance.Rename(from, to);

    public void Delete(string path) => PhysicalDisk.Instance.Delete(path);

    public void FlushDirectory(string path) => PhysicalDisk.Instance.FlushDirectory(path);

    public IDisposable Lock(string path) => PhysicalDisk.Instance.Lock(path);

    private sealed class CountingStream(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            BytesRead += read;
            return read;
        }
    }
}
