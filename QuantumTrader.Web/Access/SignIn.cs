using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>What came of a sign-in.</summary>
public abstract record SignIn
{
    public sealed record Done(UserFacts User, SessionFacts Session) : SignIn;

    /// <summary>The password was right; a code is needed with it.</summary>
    /// <param name="Ticket">Stands for the password in the next request, for a few minutes.</param>
    public sealed record CodeNeeded(string Ticket) : SignIn;

    /// <summary>Wrong name, password or code, or disabled; nobody is told which.</summary>
    public sealed record Wrong : SignIn;

    /// <summary>Too many tries; stopping by key and by the sessions that exist still works.</summary>
    public sealed record TooMany(TimeSpan RetryAfter) : SignIn;

    /// <summary>The users cannot be read now.</summary>
    public sealed record Unavailable(string Cause) : SignIn;
}
