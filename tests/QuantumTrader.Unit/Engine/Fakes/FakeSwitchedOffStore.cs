using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>Keeps what is switched off, or refuses.</summary>
internal sealed class FakeSwitchedOffStore : ISwitchedOffStore
{
    private IReadOnlyList<SwitchedOff> _all = [];

    public bool Fails { get; set; }

    public Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping) => Fails ? throw Away() : Task.FromResult(_all);

    public Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping)
    {
        _all = Fails ? throw Away() : all;
        return Task.CompletedTask;
    }

    private static SwitchedOffStoreUnavailableException Away() => new("The store is away.");
}
