using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Questions to the venue that always end: one that hangs longer than <paramref name="limit"/> or throws is a failed reading.</summary>
public sealed class LimitedReader(IExchangeReader inner, TimeSpan limit, TimeProvider time) : IExchangeReader
{
    /// <summary>How the venue answers.</summary>
    public VenueHealth Health { get; } = new();

    /// <summary>Told of each reading of the account.</summary>
    public Action<AccountSnapshot>? AccountWasRead { get; init; }

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) =>
        AskAsync(() => inner.GetInstrumentsAsync(stopping));

    public async ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping)
    {
        var read = await AskAsync(() => inner.GetAccountAsync(stopping));
        if (read.IsOk)
        {
            AccountWasRead?.Invoke(read.Value);
        }

        return read;
    }

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping) =>
        AskAsync(() => inner.GetOpenOrdersAsync(stopping));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping) =>
        AskAsync(() => inner.GetOpenConditionalOrdersAsync(stopping));

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        AskAsync(() => inner.FindOrderAsync(symbol, id, stopping));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        AskAsync(() => inner.GetFillsAsync(afterFillId, stopping));

    private async ValueTask<ExchangeRead<T>> AskAsync<T>(Func<ValueTask<ExchangeRead<T>>> ask)
        where T : class
    {
        var read = await VenueCall.WithinAsync(ask, limit, time, ExchangeRead<T>.Failed);
        Health.Note(read.IsOk);
        return read;
    }
}
