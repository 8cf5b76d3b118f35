using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>Proof that the password was right, for the form that asks for the code: so the password is not carried through a page.</summary>
internal sealed class SignInTickets(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);
    private readonly IDataProtector _protector = protection.CreateProtector("QuantumTrader.SignInTicket.1");

    /// <summary>Good until the user's password, second factor, roles or disabling change.</summary>
    public string Issue(UserFacts user) =>
        _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{user.Id:N} {time.GetUtcNow().UtcTicks} {user.SecurityStamp}"));

    /// <summary>Null when it is none of ours or too old.</summary>
    public (Guid UserId, string SecurityStamp)? Read(string ticket)
    {
        try
        {
            var parts = _protector.Unprotect(ticket).Split(' ', 3);
            var age = time.GetUtcNow() - new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero);
            return age >= TimeSpan.Zero && age <= AgeMax ? (Guid.ParseExact(parts[0], "N"), parts[2]) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
