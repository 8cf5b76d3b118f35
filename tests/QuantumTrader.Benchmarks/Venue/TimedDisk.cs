using System.Diagnostics;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Benchmarks.Venue;

/// <summary>The machine's disk, and when each flush of a journal's segment returned.</summary>
internal sealed class TimedDisk : IDisk
{
    private const int Kept = 64; // an order has a handful

    private readonly IDisk _disk = PhysicalDisk.Instance;
    private readonly long[] _flushes = new long[Kept];
    private int _count;

    /// <summary>The last flush that had returned by then; 0: none of those that are still known.</summary>
    public long LastFlushBefore(long timestamp)
    {
        var best = 0L;
        for (var i = 0; i < Kept; i++)
        {
            var at = Volatile.Read(ref _flushes[i]);
            best = at <= timestamp && at > best ? at : best;
        }

        return best;
    }

    public void CreateDirectory(string path) => _disk.CreateDirectory(path);

    public bool Exists(string path) => _disk.Exists(path);

    public IReadOnlyList<string> List(string directory) => _disk.List(directory);

    public IDiskFile OpenAppend(string path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal) ? new TimedFile(this, _disk.OpenAppend(path)) : _disk.OpenAppend(path);

    public Stream OpenRead(string path) => _disk.OpenRead(path);

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void Delete(string path) => _disk.Delete(path);

    public void FlushDirectory(string path) => _disk.FlushDirectory(path);

    public IDisposable Lock(string path) => _disk.Lock(path);

    private void Flushed() => Volatile.Write(ref _flushes[(Interlocked.Increment(ref _count) & int.MaxValue) % Kept], Stopwatch.GetTimestamp());

    private sealed class TimedFile(TimedDisk disk, IDiskFile file) : IDiskFile
    {
        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes) => file.Append(bytes);

        public void Flush()
        {
            file.Flush();
            disk.Flushed();
        }

        public void Truncate(long length) => file.Truncate(length);

        public void Dispose() => file.Dispose();
    }
}
