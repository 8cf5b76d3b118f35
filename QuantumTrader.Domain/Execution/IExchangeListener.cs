namespace QuantumTrader.Domain.Execution;

/// <summary>Called on the engine's scheduler, in the venue's order; what it reports is already durable at the venue.</summary>
public interface IExchangeListener
{
    void OnUpdate(ExchangeUpdate update);
}
