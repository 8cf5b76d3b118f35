using QuantumTrader.Domain.Execution.Paper;

namespace QuantumTrader.Unit.Execution.Paper;

/// <summary>A store whose saves end when and how the test says.</summary>
internal sealed class ScriptedStore : IPaperAccountStore
{
    private readonly Queue<(PaperAccountState State, TaskCompletionSource Done)> _pending = new();

    public PaperAccountState? Stored { get; set; }

    /// <summary>True: saves complete at once.</summary>
    public bool IsInstant { get; set; } = true;

    public bool IsBroken { get; set; }

    public int Saves { get; private set; }

    public int Pending => _pending.Count;

    public ValueTask<PaperAccountState?> LoadAsync(CancellationToken stopping) => ValueTask.FromResult(Stored);

    public ValueTask SaveAsync(PaperAccountState state, CancellationToken stopping)
    {
        Saves++;
        if (IsBroken) return ValueTask.FromException(Broken());
        if (!IsInstant)
        {
            var done = new TaskCompletionSource();
            _pending.Enqueue((state, done));
            return new(done.Task);
        }

        Stored = state;
        return ValueTask.CompletedTask;
    }

    public void CompleteOne()
    {
        var (state, done) = _pending.Dequeue();
        Stored = state;
        done.SetResult();
    }

    public void FailOne() => _pending.Dequeue().Done.SetException(Broken());

    private static PaperStoreUnavailableException Broken() => new("disk is full", new IOException("disk is full"));
}
