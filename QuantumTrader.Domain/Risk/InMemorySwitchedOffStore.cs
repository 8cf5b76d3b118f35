namespace QuantumTrader.Domain.Risk;

/// <summary>For replays and tests; ends with the process.</summary>
public sealed class InMemorySwitchedOffStore : ISwitchedOffStore
{
    private IReadOnlyList<SwitchedOff> _all = [];

    public Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping) => Task.FromResult(_all);

    public Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping)
    {
        _all = [.. all];
        return Task.CompletedTask;
    }
}
