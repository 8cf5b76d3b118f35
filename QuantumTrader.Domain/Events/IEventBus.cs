namespace QuantumTrader.Domain.Events;

/// <summary>Journal first, then in-process subscribers, in sequence order, on the engine's scheduler.</summary>
public interface IEventBus
{
    /// <summary>
    /// Ends after the event is durable and every subscriber has seen it. False when it could not be made durable:
    /// then subscribers have still seen it (the engine must know its own fills), and nobody may call it saved.
    /// </summary>
    ValueTask<bool> PublishAsync(DomainEvent e);

    /// <summary>Handlers are called in the order in which they subscribed and must not throw.</summary>
    IDisposable Subscribe(Action<JournaledEvent> handler);
}
