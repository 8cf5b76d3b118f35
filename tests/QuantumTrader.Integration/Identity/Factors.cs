using OtpNet;

namespace QuantumTrader.Integration.Identity;

/// <summary>An authenticator app.</summary>
internal static class Factors
{
    public static string Code(string secret, DateTimeOffset atUtc) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(atUtc.UtcDateTime);

    public static async Task<(string Secret, IReadOnlyList<string> Recovery)> EnrolAsync(ConsoleBench bench, Guid id)
    {
        var secret = (await bench.Users.BeginTotpAsync(id, CancellationToken.None)).Secret;
        var recovery = await bench.Users.ConfirmTotpAsync(id, Code(secret, bench.Time.GetUtcNow()), CancellationToken.None);
        Assert.NotNull(recovery);
        return (secret, recovery);
    }
}
