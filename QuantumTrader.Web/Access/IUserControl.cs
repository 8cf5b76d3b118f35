using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Users, for whoever may manage them.</summary>
public interface IUserControl
{
    Task<Guarded<IReadOnlyList<UserFacts>>> ListAsync(Caller caller, CancellationToken stopping);

    /// <summary>The new user has no password: the token of a one-time link comes with it, shown once.</summary>
    Task<Guarded<NewUser>> CreateAsync(Caller caller, string name, Roles roles, CancellationToken stopping);

    Task<Guarded<UserChange>> SetRolesAsync(Caller caller, Guid id, Roles roles, string reason, CancellationToken stopping);

    /// <summary>Ends the user's sessions too.</summary>
    Task<Guarded<UserChange>> SetDisabledAsync(Caller caller, Guid id, bool isDisabled, string reason, CancellationToken stopping);

    /// <summary>A one-time link for a lost password or second factor; the token, shown once.</summary>
    Task<Guarded<string>> IssueLinkAsync(Caller caller, Guid id, string reason, CancellationToken stopping);

    Task<Guarded<IReadOnlyList<SessionFacts>>> ListSessionsAsync(Caller caller, Guid id, CancellationToken stopping);

    Task<Guarded<bool>> EndSessionsAsync(Caller caller, Guid id, string reason, CancellationToken stopping);
}
