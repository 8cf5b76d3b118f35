using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Engine.Policy;

/// <summary>What people may do to the policy; whether they may is asked before. A change holds in every part of this process when the call ends.</summary>
public interface IPolicyActions
{
    /// <summary>As the store has it now. Throws <see cref="PolicyUnavailableException"/> when that is not known, and when it has none.</summary>
    Task<TradingPolicy> ReadAsync(CancellationToken stopping);

    /// <summary>Newest first. Throws <see cref="PolicyUnavailableException"/>.</summary>
    Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping);

    /// <summary>By compare-and-swap, decided anew on whatever version it meets. Takes no token: it is never left half done.</summary>
    /// <param name="objection">Asked on the engine before each write, with what would be written.</param>
    Task<PolicyEdit> EditAsync(PolicyChange change, string by, Func<PolicyEdit.Made, string?> objection);
}
