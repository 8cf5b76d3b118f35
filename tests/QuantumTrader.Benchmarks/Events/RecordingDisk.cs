using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Benchmarks.Events;

/// <summary>The machine's disk, and how many bytes each append to a segment had; with or without its fsync.</summary>
internal sealed class RecordingDisk(bool skipsFsync) : IDisk
{
    private readonly IDisk _disk = PhysicalDisk.Instance;

    /// <summary>Written by the journal's thread; read it after the journal was closed.</summary>
    public List<int> Appends { get; } = [];

    public void CreateDirectory(string path) => _disk.CreateDirectory(path);

    public bool Exists(string path) => _disk.Exists(path);

    public IReadOnlyList<string> List(string directory) => _disk.List(directory);

    public IDiskFile OpenAppend(string path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal) ? new RecordingFile(this, _disk.OpenAppend(path)) : _disk.OpenAppend(path);

    public Stream OpenRead(string path) => _disk.OpenRead(path);

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void Delete(string path) => _disk.Delete(path);

    public void FlushDirectory(string path) => _disk.FlushDirectory(path);

    public IDisposable Lock(string path) => _disk.Lock(path);

    private sealed class RecordingFile(RecordingDisk disk, IDiskFile file) : IDiskFile
    {
        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            disk.Appends.Add(bytes.Length);
            file.Append(bytes);
        }

        public void Flush()
        {
            if (!disk.SkipsFsync)
            {
                file.Flush();
            }
        }

        public void Truncate(long length) => file.Truncate(length);

        public void Dispose() => file.Dispose();
    }

    private bool SkipsFsync => skipsFsync;
}
