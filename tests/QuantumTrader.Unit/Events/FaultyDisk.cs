using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Unit.Events;

/// <summary>
/// A real disk that refuses operations: the n-th one, or all of a kind until it is healed. A refused append leaves half of
/// its bytes; a refused fsync leaves all of them, not durable.
/// </summary>
internal sealed class FaultyDisk : IDisk
{
    private readonly Lock _gate = new();
    private int _left = int.MaxValue;

    /// <summary>Operations that change the disk, so far.</summary>
    public int Count { get; private set; }

    public List<string> Refused { get; } = [];

    /// <summary>All of them fail while it returns true.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>For tests about content: an fsync is counted and not done, which is a hundred times faster.</summary>
    public bool SkipsFsync { get; init; }

    /// <summary>Refusals are those of a file system that was mounted read-only.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Reading fails while it returns true, for a file of that name; it is not counted.</summary>
    public Func<string, bool> RefusesReading { get; set; } = _ => false;

    /// <summary>Called before each operation; a test can hold the disk up here.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>The <paramref name="n"/>-th operation from now on fails, once.</summary>
    public void FailAfter(int n) => _left = n;

    public void CreateDirectory(string path) => Run("mkdir", () => PhysicalDisk.Instance.CreateDirectory(path));

    public bool Exists(string path) => PhysicalDisk.Instance.Exists(path);

    public IReadOnlyList<string> List(string directory) => PhysicalDisk.Instance.List(directory);

    public IDiskFile OpenAppend(string path)
    {
        IDiskFile? file = null;
        Run("open", () => file = PhysicalDisk.Instance.OpenAppend(path));
        return new FaultyFile(this, file!);
    }

    public Stream OpenRead(string path) => new FaultyStream(this, path);

    public void Rename(string from, string to) => Run("rename", () => PhysicalDisk.Instance.Rename(from, to));

    public void Delete(string path) => Run("delete", () => PhysicalDisk.Instance.Delete(path));

    public void FlushDirectory(string path) => Run("fsync directory", () => PhysicalDisk.Instance.FlushDirectory(path));

    public IDisposable Lock(string path) => PhysicalDisk.Instance.Lock(path);

    private void Run(string what, Action act, Action? whenRefused = null)
    {
        Before(what);
        lock (_gate)
        {
            Count++;
            if (--_left == 0 || Refuses(what))
            {
                whenRefused?.Invoke();
                Refused.Add(what);
                throw IsReadOnly ? new UnauthorizedAccessException("Read-only file system") : new IOException(what == "fsync" ? "Input/output error" : $"No space left on device ({what})");
            }
        }

        if (!SkipsFsync || !what.StartsWith("fsync", StringComparison.Ordinal))
        {
            act();
        }
    }

    private sealed class FaultyStream(FaultyDisk disk, string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0)
    {
        public override int Read(Span<byte> buffer) =>
            disk.RefusesReading(Path.GetFileName(Name)) ? throw new IOException("Input/output error") : base.Read(buffer);
    }

    private sealed class FaultyFile(FaultyDisk disk, IDiskFile file) : IDiskFile
    {
        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            var copy = bytes.ToArray();
            disk.Run("append", () => file.Append(copy), () => file.Append(copy.AsSpan(0, copy.Length / 2)));
        }

        public void Flush() => disk.Run("fsync", file.Flush);

        public void Truncate(long length) => disk.Run("truncate", () => file.Truncate(length));

        public void Dispose() => file.Dispose();
    }
}
