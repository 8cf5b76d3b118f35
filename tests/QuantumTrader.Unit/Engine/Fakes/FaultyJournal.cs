using QuantumTrader.Domain.Events;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>A journal in memory that can refuse its lines or keep everybody waiting.</summary>
internal sealed class FaultyJournal : IEventJournal
{
    private readonly List<JournaledEvent> _lines = [];
    private readonly List<(TaskCompletionSource<long> Done, DomainEvent Event)> _waiting = [];

    public Fault Fault { get; set; }

    /// <summary>Hangs on events of this type alone.</summary>
    public Type? HangsOn { get; set; }

    /// <summary>Fails on events of this type alone, while it calls itself sound.</summary>
    public Type? FailsOn { get; set; }

    public JournalHealth Health => new(Fault != Fault.Fails ? JournalState.Ok : JournalState.Failing, _lines.Count, _lines.Count, null, null);

    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        if (Fault == Fault.Hangs || HangsOn == e.GetType())
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
        foreach (var (done, e) in _waiting)
        {
            done.SetResult(Append(e));
        }

        _waiting.Clear();
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
