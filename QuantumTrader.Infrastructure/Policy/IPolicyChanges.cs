namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// Says at once that another process may have changed the policy. Only a hint, and it may be lost or come twice: whoever hears it
/// reads the store, and asks the store now and then anyway.
/// </summary>
public interface IPolicyChanges
{
    /// <summary>
    /// <paramref name="changed"/> gets the new version, on a thread of the connection: it must return at once. Ends when what is
    /// returned is disposed.
    /// </summary>
    IDisposable Subscribe(Action<long> changed);
}
