using System.Security.Cryptography;
using OtpNet;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>RFC 6238: SHA-1, 30 s, six digits, as every authenticator app reads it.</summary>
internal static class TotpCodes
{
    private const string Issuer = "QuantumTrader";
    private const int Digits = 6;
    private const int SecretSize = 20; // RFC 4226: as long as the hash
    private static readonly VerificationWindow OneStepEitherSide = new(previous: 1, future: 1);

    /// <summary>Base32.</summary>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(SecretSize));

    public static TotpEnrolment Enrolment(string name, string secret) =>
        new(secret, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(name)}?secret={secret}&issuer={Issuer}&algorithm=SHA1&digits={Digits}&period=30");

    /// <summary>The time step that the code belongs to; null when it is none of now, one before or one after.</summary>
    public static long? StepOf(string secret, string? code, DateTimeOffset nowUtc)
    {
        var digits = string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c)).Take(Digits + 1));
        return digits.Length == Digits
            && digits.All(char.IsAsciiDigit)
            && new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(nowUtc.UtcDateTime, digits, out var step, OneStepEitherSide)
            ? step
            : null;
    }
}
