using System.Runtime.InteropServices;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Raw lines in batches. The list and the bytes it gives are used again by the next read, so a drain allocates little.</summary>
internal sealed class JournalCursor(IDisk disk, string directory, Quarantine quarantine, Func<DurableEnd> end, long after) : IJournalCursor
{
    /// <summary>A batch ends with the line that reaches this many bytes, however many lines were asked for.</summary>
    public const int BatchBytesMax = 4 * 1024 * 1024;

    private readonly JournalWalk _walk = new(disk, directory, quarantine, after);
    private readonly List<JournalLine> _batch = []; // bounded by what is asked for and by BatchBytesMax
    private readonly List<int> _ends = [];
    private readonly LineBuffer _bytes = new();

    public IReadOnlyList<JournalLine> Read(int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        _batch.Clear();
        _ends.Clear();
        _bytes.CutTo(0);
        _walk.Extend(end());
        try
        {
            while (_batch.Count < max && _bytes.Length < BatchBytesMax && _walk.Next(out var head, out _))
            {
                _bytes.Append(_walk.Line);
                _ends.Add(_bytes.Length);
                _batch.Add(new(head.Sequence, head.EventId, head.AtUtc, default));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _walk.Reset();
            if (_batch.Count == 0)
            {
                throw;
            }

            // What was read already is given; the next read meets the failure again, if it lasts.
        }

        AddBytes();
        return _batch;
    }

    public void Dispose() => _walk.Dispose();

    private void AddBytes()
    {
        var start = 0;
        var batch = CollectionsMarshal.AsSpan(_batch);
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = batch[i] with { Bytes = _bytes.WrittenMemory[start.._ends[i]] };
            start = _ends[i];
        }
    }
}
