using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>What anybody may ask the venue. Nothing here can send, change or cancel an order.</summary>
public interface IExchangeReader
{
    ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping);

    ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping);

    /// <summary>Regular orders that are open; conditional ones have a list of their own.</summary>
    ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping);

    ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping);

    /// <summary>The order with this client id, of either kind and in any status; <see cref="OrderLookup.NotFound"/> when the venue knows none.</summary>
    ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping);

    /// <summary>Fills with an id above <paramref name="afterFillId"/>, oldest first, at most 1,000.</summary>
    ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping);

    /// <summary>The same for some symbols, which may cost far less; others may be among them.</summary>
    ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, IReadOnlySet<Symbol> symbols, CancellationToken stopping) => GetFillsAsync(afterFillId, stopping);
}
