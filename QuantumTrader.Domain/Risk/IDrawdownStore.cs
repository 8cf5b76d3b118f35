namespace QuantumTrader.Domain.Risk;

/// <summary>Keeps the peak over restarts. Unreachable throws <see cref="DrawdownStoreUnavailableException"/>.</summary>
public interface IDrawdownStore
{
    /// <summary>Null when nothing was ever stored; the monitor then starts from <see cref="DrawdownState.Empty"/>.</summary>
    Task<DrawdownState?> ReadAsync(CancellationToken stopping);

    /// <summary>Replaces what is stored, whole or not at all.</summary>
    Task WriteAsync(DrawdownState state, CancellationToken stopping);
}
