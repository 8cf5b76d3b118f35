using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Unit.Trades;

/// <summary>The real disk, which counts renames, can fail at a given change and can be made to wait before it creates a file.</summary>
internal sealed class CountingDisk : IDisk
{
    private readonly PhysicalDisk _disk = PhysicalDisk.Instance;
    private readonly Dictionary<string, int> _renames = [];
    private volatile Task _open = Task.CompletedTask;
    private int _waiting;

    /// <summary>So many changes succeed before every further one fails; null: all succeed.</summary>
    public int? FailAfter { get; set; }

    /// <summary>Reading fails as well.</summary>
    public bool IsAway { get; set; }

    /// <summary>Writers that are held.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public int Renames(string to) => _renames.GetValueOrDefault(to);

    public IDisposable HoldWrites()
    {
        var open = new TaskCompletionSource();
        _open = open.Task;
        return new Released(open);
    }

    public void CreateDirectory(string path)
    {
        Change();
        _disk.CreateDirectory(path);
    }

    public bool Exists(string path) => _disk.Exists(path);

    public IReadOnlyList<string> List(string directory) => _disk.List(directory);

    public IDiskFile OpenAppend(string path)
    {
        Interlocked.Increment(ref _waiting);
        _open.Wait();
        Interlocked.Decrement(ref _waiting);
        Change();
        return new CountedFile(this, _disk.OpenAppend(path));
    }

    public Stream OpenRead(string path) => IsAway ? throw new IOException("Input/output error") : _disk.OpenRead(path);

    public void Rename(string from, string to)
    {
        Change();
        _disk.Rename(from, to);
        _renames[to] = Renames(to) + 1;
    }

    public void Delete(string path) => _disk.Delete(path);

    public void FlushDirectory(string path)
    {
        Change();
        _disk.FlushDirectory(path);
    }

    public IDisposable Lock(string path) => _disk.Lock(path);

    private void Change()
    {
        if (IsAway || (FailAfter is { } left && (FailAfter = left - 1) < 0))
        {
            throw new IOException("No space left on device");
        }
    }

    private sealed class CountedFile(CountingDisk disk, IDiskFile file) : IDiskFile
    {
        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            disk.Change();
            file.Append(bytes);
        }

        public void Flush()
        {
            disk.Change();
            file.Flush();
        }

        public void Truncate(long length) => file.Truncate(length);

        public void Dispose() => file.Dispose();
    }

    private sealed class Released(TaskCompletionSource open) : IDisposable
    {
        public void Dispose() => open.TrySetResult();
    }
}
