using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Identity's store, with the secrets of second factors encrypted and the recovery codes hashed.</summary>
internal sealed class ConsoleUserStore(ConsoleDbContext context, IDataProtector protector, IdentityErrorDescriber describer)
    : UserOnlyStore<ConsoleUser, ConsoleDbContext, Guid>(context, describer)
{
    private const string Provider = "[QuantumTrader]";
    private const string PendingKey = "PendingAuthenticatorKey";
    private const char Separator = ';';

    /// <summary>For <see cref="IDataProtectionProvider.CreateProtector"/>.</summary>
    public const string Purpose = "QuantumTrader.Identity.AuthenticatorKey";

    public override Task SetAuthenticatorKeyAsync(ConsoleUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, protector.Protect(key), cancellationToken);

    /// <exception cref="CryptographicException">The key ring that it was encrypted with is gone.</exception>
    public override async Task<string?> GetAuthenticatorKeyAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } hidden ? protector.Unprotect(hidden) : null;

    /// <summary>Kept beside the one that holds until it is confirmed.</summary>
    public Task SetPendingKeyAsync(ConsoleUser user, string key, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, PendingKey, protector.Protect(key), cancellationToken);

    /// <exception cref="CryptographicException">The key ring that it was encrypted with is gone.</exception>
    public async Task<string?> GetPendingKeyAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        await GetTokenAsync(user, Provider, PendingKey, cancellationToken) is { } hidden ? protector.Unprotect(hidden) : null;

    public Task RemovePendingKeyAsync(ConsoleUser user, CancellationToken cancellationToken) => RemoveTokenAsync(user, Provider, PendingKey, cancellationToken);

    public Task RemoveAuthenticatorKeyAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        RemoveTokenAsync(user, "[AspNetUserStore]", "AuthenticatorKey", cancellationToken); // where the base class keeps it

    public override Task ReplaceCodesAsync(ConsoleUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => HashOf(user, code)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(ConsoleUser user, string code, CancellationToken cancellationToken)
    {
        var hashes = (await GetTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes", cancellationToken) ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries);
        var shown = HashOf(user, code);
        if (Array.Find(hashes, hash => Secrets.AreEqual(hash, shown)) is not { } found)
        {
            return false;
        }

        await base.ReplaceCodesAsync(user, hashes.Where(hash => hash != found), cancellationToken);
        return true;
    }

    // With the user's id, so that equal codes of two users do not look alike.
    private static string HashOf(ConsoleUser user, string code) => Secrets.HashOf($"{user.Id:D}:{RecoveryCodes.Plain(code)}");
}
