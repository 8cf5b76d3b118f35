namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>For replays and tests: nothing is kept, and nothing waits.</summary>
public sealed class NullPaperAccountStore : IPaperAccountStore
{
    public static readonly NullPaperAccountStore Instance = new();

    private NullPaperAccountStore()
    {
    }

    public ValueTask<PaperAccountState?> LoadAsync(CancellationToken stopping) => ValueTask.FromResult<PaperAccountState?>(null);

    public ValueTask SaveAsync(PaperAccountState state, CancellationToken stopping) => ValueTask.CompletedTask;
}
