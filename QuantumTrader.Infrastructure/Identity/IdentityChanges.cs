namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Tells what keeps users in memory that one was changed here, so that it holds at once.</summary>
internal sealed class IdentityChanges
{
    /// <summary>Runs on the changer's thread, after the change is in the database. Must not throw.</summary>
    public event Action<UserFacts>? UserChanged;

    public void Tell(UserFacts user) => UserChanged?.Invoke(user);
}
