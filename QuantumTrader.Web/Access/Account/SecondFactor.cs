using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>A TOTP code, or one of the recovery codes.</summary>
internal sealed class SecondFactor(IUserDirectory users)
{
    private const int TotpLength = 6;
    private const int CodeLengthMax = 64;

    public Task<bool> CheckAsync(Guid userId, string code, CancellationToken stopping)
    {
        var text = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        return text.Length is 0 or > CodeLengthMax ? Task.FromResult(false)
            : text.Length == TotpLength && text.All(char.IsAsciiDigit) ? users.CheckTotpAsync(userId, text, stopping)
            : users.RedeemRecoveryCodeAsync(userId, text, stopping);
    }
}
