namespace QuantumTrader.Domain.Risk;

/// <summary>Keeps what was switched off for repeated execution over a restart. Bounded by two for each symbol.</summary>
public interface ISwitchedOffStore
{
    /// <summary>Empty when nothing is switched off. Throws <see cref="SwitchedOffStoreUnavailableException"/> when that cannot be said.</summary>
    Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping);

    /// <summary>Replaces everything. Throws <see cref="SwitchedOffStoreUnavailableException"/> when it may not be stored.</summary>
    Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping);
}
