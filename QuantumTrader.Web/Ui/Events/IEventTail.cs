using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Events;

/// <summary>The end of this machine's journal, for people who may see trading.</summary>
public interface IEventTail
{
    /// <summary>The newest first; bounded. A damaged line is a hole in the sequences.</summary>
    /// <exception cref="IOException">The disk failed: that is never an empty list.</exception>
    /// <exception cref="TimeoutException">The disk did not answer.</exception>
    Task<Guarded<IReadOnlyList<EventRow>>> ReadAsync(Caller caller, CancellationToken stopping);
}
