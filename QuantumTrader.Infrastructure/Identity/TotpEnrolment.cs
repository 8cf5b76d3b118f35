namespace QuantumTrader.Infrastructure.Identity;

/// <summary>A secret: shown to its person once, never logged.</summary>
/// <param name="Secret">Base32, for typing.</param>
/// <param name="Uri"><c>otpauth://…</c>, for a QR code.</param>
public sealed record TotpEnrolment(string Secret, string Uri);
