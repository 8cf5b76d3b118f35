using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Sign-in, and what people do to their own account. Limited per address and per user; each try leaves an audit record.</summary>
public interface IAccountControl
{
    /// <summary>Password first; <see cref="SignIn.CodeNeeded"/> when a second factor is enrolled and no code came.</summary>
    Task<SignIn> SignInAsync(SignInRequest request, CancellationToken stopping);

    Task SignOutAsync(Caller caller, CancellationToken stopping);

    /// <summary>Proves the identity again within the session that the caller has. Null when done; else why not.</summary>
    Task<string?> StepUpAsync(Caller caller, string password, string? code, CancellationToken stopping);

    /// <summary>Needs the old password; ends all other sessions. Null when done.</summary>
    Task<string?> ChangePasswordAsync(Caller caller, string oldPassword, string newPassword, CancellationToken stopping);

    /// <summary>Needs a step-up; null when it was refused.</summary>
    Task<Guarded<TotpEnrolment>> BeginTotpAsync(Caller caller, CancellationToken stopping);

    /// <summary>The recovery codes, shown this once; null when the code was wrong.</summary>
    Task<Guarded<IReadOnlyList<string>?>> ConfirmTotpAsync(Caller caller, string code, CancellationToken stopping);

    /// <summary>The first person, or the one whom a link is for, chooses a password. Null when done; the link is used up then.</summary>
    Task<string?> RedeemLinkAsync(string token, string? name, string password, string? address, CancellationToken stopping);
}
