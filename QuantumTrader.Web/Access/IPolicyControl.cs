using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.DryRun;

namespace QuantumTrader.Web.Access;

/// <summary>
/// The policy for whoever asks, behind the page and the API alike. Tightening is any operator's and takes effect at once; loosening is the
/// risk role's, with a fresh proof of identity and, where that is set, a second person and an end.
/// </summary>
public interface IPolicyControl
{
    /// <summary>What a change would do, who may do it and what is missing; nothing is changed.</summary>
    /// <exception cref="PolicyUnavailableException">The policy is not known now.</exception>
    Task<Guarded<PolicyPreview>> PreviewAsync(Caller caller, PolicyChange change, CancellationToken stopping);

    /// <summary>Changes values, switches the mode, or goes back one step. The receipt may still say no: then nothing was changed.</summary>
    /// <param name="approvalId">Of a second person, where one is needed.</param>
    /// <exception cref="PolicyUnavailableException">It may or may not have been made.</exception>
    /// <exception cref="TimeoutException">As above.</exception>
    Task<Guarded<PolicyReceipt>> ChangeAsync(Caller caller, PolicyChange change, Guid? approvalId, CancellationToken stopping);

    /// <summary>No trades are opened until somebody with the risk role allows them again; exits go on.</summary>
    Task<Guarded<PolicyReceipt>> StopNewTradesAsync(Caller caller, string reason, CancellationToken stopping);

    /// <summary>The newest versions, newest first, each with its author, its reason and what it changed.</summary>
    /// <exception cref="PolicyUnavailableException">The history cannot be read now.</exception>
    Task<Guarded<IReadOnlyList<PolicyVersion>>> HistoryAsync(Caller caller, int take, CancellationToken stopping);

    /// <summary>What the orders of the last 24 hours would have been under a change, as far as the journal tells.</summary>
    /// <exception cref="PolicyUnavailableException">The policy is not known now.</exception>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    Task<Guarded<PolicyDryRun>> DryRunAsync(Caller caller, PolicyChange change, CancellationToken stopping);
}
