namespace QuantumTrader.Domain.Risk;

/// <summary>For replay and simulation; every call completes before it returns.</summary>
public sealed class InMemoryDrawdownStore : IDrawdownStore
{
    private DrawdownState? _state;

    public Task<DrawdownState?> ReadAsync(CancellationToken stopping) => Task.FromResult(Volatile.Read(ref _state));

    public Task WriteAsync(DrawdownState state, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(state);
        Volatile.Write(ref _state, state);
        return Task.CompletedTask;
    }
}
