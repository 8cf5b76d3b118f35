namespace QuantumTrader.Web.Access;

/// <param name="Code">A TOTP or recovery code; null when none was asked for yet.</param>
/// <param name="Address">Where it comes from, behind a trusted proxy the client's.</param>
public sealed record SignInRequest(string Name, string Password, string? Code, string? Address, string? Agent)
{
    /// <summary>From <see cref="SignIn.CodeNeeded"/>, in place of the password; null with a password.</summary>
    public string? Ticket { get; init; }

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"sign-in from {Address}";
}
