using QuantumTrader.Domain.Events;

namespace QuantumTrader.Unit.Events;

/// <summary>A journal that answers when and how the test says.</summary>
internal sealed class ManualJournal : IEventJournal
{
    private readonly List<TaskCompletionSource<long>> _appends = [];

    public Exception? RefuseAtOnce { get; set; }

    public JournalHealth Health => new(JournalState.Ok, _appends.Count, 0, null, null);

    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        if (RefuseAtOnce is { } failure)
        {
            throw failure;
        }

        _appends.Add(new TaskCompletionSource<long>());
        return new(_appends[^1].Task);
    }

    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence) => throw new NotSupportedException("Nothing is kept.");

    /// <summary>The append of that index, from 0, is durable.</summary>
    public void Answer(int index) => _appends[index].SetResult(index + 1);

    public void Fail(int index, Exception failure) => _appends[index].SetException(failure);
}
