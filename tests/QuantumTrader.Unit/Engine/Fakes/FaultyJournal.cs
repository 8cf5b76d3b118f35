using QuantumTrader.Domain.Events;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>A journal in memory that can refuse its lines or keep everybody waiting.</summary>
internal sealed class FaultyJournal : IEventJournal
{
    private readonly List<JournaledEvent> _lines = [];
    private readonly List<(TaskCompletionSource<long> Done, DomainEvent Event)> _waiting = [];

    public Fault Fault { get; set; }

    /// <summary>Hangs on the first event of this type, and so on all that come after it.</summary>
    public Type? HangsOn { get; set; }

    /// <summary>Fails on events of this type alone, while it calls itself sound.</summary>
    public Type? FailsOn { get; set; }

    /// <summary>It has noticed that the disk hangs.</summary>
    public bool IsStalled { get; set; }

    public JournalHealth Health => new(IsStalled ? JournalState.Stalled : Fault != Fault.Fails ? JournalState.Ok : JournalState.Failing, _lines.Count, _lines.Count, null, null);

    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        if (Fault == Fault.Hangs || HangsOn == e.GetType() || _waiting.Count > 0)
        {
            var done = new TaskCompletionSource<long>();
            _waiting.Add((done, e));
            return new(done.Task);
        }

        return Fault == Fault.Fails || FailsOn == e.GetType() ? ValueTask.FromException<long>(new JournalUnavailableException("The disk is full.")) : new(Append(e));
    }

    /// <summary>The disk is back: what waited is written, in order.</summary>
    public void Release()
    {
        (Fault, HangsOn) = (Fault.None, null);
        var written = _waiting.Select(w => (w.Done, Sequence: Append(w.Event))).ToArray();
        _waiting.Clear();
        foreach (var (done, sequence) in written)
        {
            done.SetResult(sequence);
        }
    }

    /// <summary>Goes on where an earlier process's journal ended.</summary>
    public void TakeOver(FaultyJournal old) => _lines.AddRange(old._lines);

    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence) => _lines.Where(l => l.Sequence > afterSequence);

    private long Append(DomainEvent e)
    {
        _lines.Add(new(_lines.Count + 1, e));
        return _lines.Count;
    }
}
