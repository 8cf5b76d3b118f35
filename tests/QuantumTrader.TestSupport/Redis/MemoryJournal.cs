using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.TestSupport.Redis;

/// <summary>A journal whose lines a test writes, leaves out and changes as it likes.</summary>
public sealed class MemoryJournal(string journalId, ulong seed = 1) : IJournalLines
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock _gate = new();
    private readonly SortedList<long, JournalLine> _lines = [];
    private TaskCompletionSource _grew = New();
    private long _last;

    public string JournalId { get; } = journalId;

    /// <summary>What the next lines are padded with.</summary>
    public int PaddingLength { get; set; } = 200;

    public long LastDurableSequence
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>The same for the same sequence and seed.</summary>
    public Guid EventIdOf(long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, seed);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], sequence);
        return new Guid(bytes);
    }

    public void Append(int count)
    {
        TaskCompletionSource grew;
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                _last++;
                _lines.Add(_last, Line(_last));
            }

            (grew, _grew) = (_grew, New());
        }

        grew.SetResult();
    }

    /// <summary>As if the line had been damaged on the disk.</summary>
    public void Damage(long sequence)
    {
        lock (_gate)
        {
            _lines.Remove(sequence);
        }
    }

    public IJournalCursor OpenAfter(long sequence) => new Cursor(this, sequence);

    public async Task WaitAfterAsync(long sequence, CancellationToken stopping)
    {
        while (true)
        {
            Task grew;
            lock (_gate)
            {
                if (_last > sequence)
                {
                    return;
                }

                grew = _grew.Task;
            }

            await grew.WaitAsync(stopping);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JournalLine Line(long sequence)
    {
        var (id, at) = (EventIdOf(sequence), Start.AddMilliseconds(sequence));
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{sequence},\"id\":\"{id}\",\"type\":\"test.happened\",\"v\":1,\"at\":\"{at:O}\",\"data\":{{\"padding\":\"{new string('x', PaddingLength)}\"}}}}");
        return new JournalLine(sequence, id, at, Encoding.UTF8.GetBytes(text));
    }

    private sealed class Cursor(MemoryJournal journal, long after) : IJournalCursor
    {
        private byte[] _reused = [];

        /// <summary>Overwrites what it gave before, as a real cursor does.</summary>
        public IReadOnlyList<JournalLine> Read(int max)
        {
            Array.Fill(_reused, (byte)'!');
            List<JournalLine> found;
            lock (journal._gate)
            {
                found = [.. journal.After(after).Take(max)];
            }

            _reused = new byte[found.Sum(l => l.Bytes.Length)];
            var at = 0;
            for (var i = 0; i < found.Count; i++)
            {
                var copy = _reused.AsMemory(at, found[i].Bytes.Length);
                found[i].Bytes.CopyTo(copy);
                at += copy.Length;
                found[i] = found[i] with { Bytes = copy };
                after = found[i].Sequence;
            }

            return found;
        }

        public void Dispose()
        {
        }
    }

    private IEnumerable<JournalLine> After(long sequence)
    {
        var (low, high) = (0, _lines.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _lines.Keys[middle] > sequence ? (low, middle) : (middle + 1, high);
        }

        for (var i = low; i < _lines.Count; i++)
        {
            yield return _lines.Values[i];
        }
    }
}
