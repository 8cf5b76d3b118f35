namespace QuantumTrader.Domain.Market;

/// <summary>
/// Marks about each second, between the bars. An engine that is busy gets fewer: of each symbol the newest, never a queue of old ones.
/// A feed that is silent tells nothing; whoever acts on a mark looks at its age.
/// </summary>
public interface IMarkFeed
{
    /// <summary>The one listener.</summary>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    void Subscribe(IMarkListener listener);
}
