using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>
/// The order door. Only the executor may hold it: a test fails on any other reference to these methods.
/// Expected failures are return values; once an order was sent, cancellation does not stop the wait for its outcome.
/// </summary>
public interface IExchange : IExchangeReader
{
    ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping);

    ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping);

    /// <summary>All regular orders of a symbol. Conditional orders stay.</summary>
    ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping);

    /// <summary>All conditional orders of a symbol. Regular orders stay.</summary>
    ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping);

    /// <summary>Accepted means that the venue confirmed this leverage for the symbol; anything else means the entry must not go out.</summary>
    ValueTask<SubmitOutcome> SetLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping);
}
