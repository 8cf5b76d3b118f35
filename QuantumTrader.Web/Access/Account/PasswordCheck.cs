using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>What came of trying a password.</summary>
internal abstract record PasswordCheck
{
    /// <param name="Attempt">Still open, because a code may be needed too: whoever gets it ends it.</param>
    public sealed record Right(UserFacts User, SignInAttempt Attempt) : PasswordCheck;

    public sealed record Wrong : PasswordCheck;

    public sealed record TooMany(TimeSpan RetryAfter) : PasswordCheck;

    public sealed record Unavailable(string Cause) : PasswordCheck;
}
