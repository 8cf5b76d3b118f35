using Microsoft.AspNetCore.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Integration.Identity;

/// <summary>Hashes as another does, and writes down what was asked: each is the same work.</summary>
internal sealed class CountingHasher(IPasswordHasher<ConsoleUser> inner) : IPasswordHasher<ConsoleUser>
{
    private readonly Lock _gate = new();
    private readonly List<string> _asked = [];

    /// <summary>Since the last time that this was read: <c>hash</c>, or <c>verify</c> with the length of what was hashed before.</summary>
    public IReadOnlyList<string> TakeAsked()
    {
        lock (_gate)
        {
            var asked = _asked.ToArray();
            _asked.Clear();
            return asked;
        }
    }

    public string HashPassword(ConsoleUser user, string password)
    {
        Note("hash");
        return inner.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(ConsoleUser user, string hashedPassword, string providedPassword)
    {
        Note($"verify {hashedPassword.Length}");
        return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }

    private void Note(string what)
    {
        lock (_gate)
        {
            _asked.Add(what);
        }
    }
}
