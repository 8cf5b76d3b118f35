using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Callers;

/// <summary>The TOTP code that a key's owner sends along: it says that the person is there now.</summary>
internal sealed class OwnerCodes(IAccessGate gate, IUserDirectory users, ApiLimits limits, TimeProvider time)
{
    public const string Wanted = "Must be the six digits of the key owner's TOTP code.";

    public static bool IsReadable(string? code) => code is null || (code.Length == 6 && code.All(char.IsAsciiDigit));

    /// <summary>The caller, proved where the code is right; else as it came, and the service refuses what is missing, and records that.</summary>
    public async Task<(Caller Caller, ApiAnswer? Problem)> ProveAsync(Caller caller, string? code, AccessAction action, CancellationToken stopping)
    {
        var proved = caller with { FreshAtUtc = time.GetUtcNow(), IsFreshByTotp = true };

        // A code is used up by looking at it, so it is looked at only when nothing else is missing.
        if (code is null || caller.UserId is not { } owner || gate.Refusal(proved, action) is not null)
        {
            return (caller, null);
        }

        if (!limits.MayTryCode(owner, out var wait))
        {
            return (caller, ApiProblems.TooMany(wait, "Too many wrong codes for this key's owner."));
        }

        if (!await users.CheckTotpAsync(owner, code, stopping))
        {
            return (caller, null);
        }

        limits.CodeWasRight(owner);
        return (proved, null);
    }
}
