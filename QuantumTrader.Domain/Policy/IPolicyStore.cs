namespace QuantumTrader.Domain.Policy;

/// <summary>The only home of the policy. Unreachable throws <see cref="PolicyUnavailableException"/>; absent is null; neither is a default.</summary>
public interface IPolicyStore
{
    Task<TradingPolicy?> ReadAsync(CancellationToken stopping);

    /// <summary>
    /// Writes <paramref name="next"/> with version <paramref name="basedOnVersion"/> + 1 if the stored version still is
    /// <paramref name="basedOnVersion"/> (0: nothing stored), and keeps the old one in the history.
    /// </summary>
    Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping);

    /// <summary>Newest first, the current one included.</summary>
    Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping);
}
