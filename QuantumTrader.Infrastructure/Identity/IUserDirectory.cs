using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// The users. Says nothing about who may ask: the services above do. All of it throws <see cref="ConsoleUnavailableException"/> when
/// the database does not answer.
/// </summary>
public interface IUserDirectory
{
    Task<UserFacts?> FindAsync(Guid id, CancellationToken stopping);

    /// <summary>Whatever the case of the name.</summary>
    Task<UserFacts?> FindByNameAsync(string name, CancellationToken stopping);

    /// <summary>By name.</summary>
    Task<IReadOnlyList<UserFacts>> ListAsync(CancellationToken stopping);

    /// <summary>Nobody has ever been set up: the first setup may be offered.</summary>
    Task<bool> IsEmptyAsync(CancellationToken stopping);

    /// <summary>Without a password: a one-time link lets the person choose one. Refused for a taken or unusable name.</summary>
    Task<UserChange> CreateAsync(string name, Roles roles, CancellationToken stopping);

    /// <summary>Refused when nobody enabled would be left as Admin.</summary>
    Task<UserChange> SetRolesAsync(Guid id, Roles roles, CancellationToken stopping);

    /// <summary>Refused when nobody enabled would be left as Admin.</summary>
    Task<UserChange> SetDisabledAsync(Guid id, bool isDisabled, CancellationToken stopping);

    /// <summary>Refused when it is too short or too common, with what is asked for.</summary>
    Task<UserChange> SetPasswordAsync(Guid id, string password, CancellationToken stopping);

    /// <summary>As long for an unknown name as for a wrong password. Null: wrong, unknown or disabled; nobody is told which.</summary>
    Task<UserFacts?> CheckPasswordAsync(string name, string password, CancellationToken stopping);

    /// <summary>A new secret that holds once <see cref="ConfirmTotpAsync"/> saw a code of it.</summary>
    Task<TotpEnrolment> BeginTotpAsync(Guid id, CancellationToken stopping);

    /// <summary>The recovery codes, shown this once; null when the code is wrong.</summary>
    Task<IReadOnlyList<string>?> ConfirmTotpAsync(Guid id, string code, CancellationToken stopping);

    Task RemoveTotpAsync(Guid id, CancellationToken stopping);

    /// <summary>RFC 6238, 30 s, one step either side; each code is good once.</summary>
    Task<bool> CheckTotpAsync(Guid id, string code, CancellationToken stopping);

    /// <summary>Each is good once.</summary>
    Task<bool> RedeemRecoveryCodeAsync(Guid id, string code, CancellationToken stopping);

    Task<int> CountRecoveryCodesAsync(Guid id, CancellationToken stopping);
}
