using QuantumTrader.Domain.Events;

namespace QuantumTrader.Simulation.Harness;

/// <summary>One process's way to the journal: at once or, as with a disk, in groups after some milliseconds; refused while faults say so.</summary>
internal sealed class ProcessJournal(SimJournal lines, ProcessGate gate, Func<bool> refuses, bool isSlow, TimeProvider time) : IEventJournal
{
    private readonly Queue<(long Sequence, TaskCompletionSource<long> Appended)> _waiting = new();
    private bool _isWriting;

    public JournalHealth Health => new(refuses() ? JournalState.Failing : JournalState.Ok, lines.Count, lines.Count, null, null);

    /// <summary>Events that this process could not make durable.</summary>
    public long RefusedCount { get; private set; }

    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        if (!gate.Passes("journal append"))
        {
            return new(ProcessGate.Never<long>());
        }

        return isSlow ? Queue(e) : AppendNow(e);
    }

    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence) => lines.ReadAfter(afterSequence);

    private ValueTask<long> AppendNow(DomainEvent e)
    {
        if (refuses())
        {
            RefusedCount++;
            return ValueTask.FromException<long>(Refusal());
        }

        var sequence = lines.Begin(e);
        lines.CommitAll();
        return new(sequence);
    }

    private ValueTask<long> Queue(DomainEvent e)
    {
        var appended = new TaskCompletionSource<long>();
        _waiting.Enqueue((lines.Begin(e), appended));
        if (!_isWriting)
        {
            _isWriting = true;
            _ = WriteAsync();
        }

        return new(appended.Task);
    }

    private async Task WriteAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1 + lines.NextInt(8)), time);
        if (!gate.Passes("journal fsync"))
        {
            return;
        }

        _isWriting = false;
        var failed = refuses();
        if (failed)
        {
            lines.DropAll();
        }
        else
        {
            lines.CommitAll();
        }

        var group = _waiting.ToArray();
        _waiting.Clear();
        foreach (var (sequence, appended) in group)
        {
            if (failed)
            {
                RefusedCount++;
                appended.SetException(Refusal());
            }
            else
            {
                appended.SetResult(sequence);
            }
        }
    }

    private static JournalUnavailableException Refusal() => new("The simulated disk is full.");
}
