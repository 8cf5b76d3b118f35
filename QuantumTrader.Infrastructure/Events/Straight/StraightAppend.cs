using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events.Straight;

/// <summary>
/// One event on its way: a record, which the disk answers for, or another, which the store does. It is allocated for each event; this
/// way of publishing is a way back, not a hot path.
/// </summary>
internal sealed class StraightAppend(DomainEvent e, Task<long>? record, long behind)
{
    private readonly TaskCompletionSource<long> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DomainEvent Event { get; } = e;

    /// <summary>Its number on disk; null when it is no record.</summary>
    public Task<long>? Record { get; } = record;

    /// <summary>Its number behind the last record; of no meaning for a record.</summary>
    public long Behind { get; } = behind;

    public Task<long> Answer => _answer.Task;

    public void Succeed(long sequence) => _answer.SetResult(sequence);

    public void Fail(JournalUnavailableException failure) => _answer.SetException(failure);
}
