using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Twins;

/// <summary>One process's door to the venue that both share. The venue acts on its own scheduler: what was sent arrives though its sender died.</summary>
internal sealed class TwinExchange(TwinVenue venue, TwinProcess process, TwinChecks checks) : IExchange
{
    public async ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping)
    {
        checks.OnSend(intent, process.Lease, process.Name);
        if (intent.Purpose == OrderPurpose.Entry)
        {
            await process.FreezeWhenAskedAsync(); // stopped between its last look and the wire, for as long as it takes
        }

        return await ToVenueAsync(() => SendAsync(intent));
    }

    public ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        CancelAsync(id.Value, () => venue.Exchange.CancelAsync(symbol, id, CancellationToken.None));

    public ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping) =>
        CancelAsync($"all of {symbol}", () => venue.Exchange.CancelAllAsync(symbol, CancellationToken.None));

    public ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping) =>
        CancelAsync($"all conditional of {symbol}", () => venue.Exchange.CancelAllConditionalAsync(symbol, CancellationToken.None));

    public ValueTask<SubmitOutcome> SetLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping) =>
        ToVenueAsync(() => venue.Exchange.SetLeverageAsync(symbol, leverage, CancellationToken.None));

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) => ToVenueAsync(() => venue.Exchange.GetInstrumentsAsync(CancellationToken.None));

    public ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping) => ToVenueAsync(() => venue.Exchange.GetAccountAsync(CancellationToken.None));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping) => ToVenueAsync(() => venue.Exchange.GetOpenOrdersAsync(CancellationToken.None));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping) =>
        ToVenueAsync(() => venue.Exchange.GetOpenConditionalOrdersAsync(CancellationToken.None));

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        ToVenueAsync(() => venue.Exchange.FindOrderAsync(symbol, id, CancellationToken.None));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        ToVenueAsync(() => venue.Exchange.GetFillsAsync(afterFillId, CancellationToken.None));

    private async ValueTask<SubmitOutcome> SendAsync(OrderIntent intent)
    {
        var outcome = await venue.Exchange.SubmitAsync(intent, CancellationToken.None);
        if (intent.Purpose == OrderPurpose.Entry)
        {
            checks.OnEntryAnswered(intent, outcome);
        }

        return outcome;
    }

    private ValueTask<CancelOutcome> CancelAsync(string what, Func<ValueTask<CancelOutcome>> cancel)
    {
        checks.OnCancel(what, process.Lease, process.Engine?.Emergency.IsLatched == true, process.Name);
        return ToVenueAsync(cancel);
    }

    /// <summary>There and back; the answer of a venue reaches a process only while that lives and runs.</summary>
    private async ValueTask<T> ToVenueAsync<T>(Func<ValueTask<T>> call)
    {
        var answered = new TaskCompletionSource<T>();
        venue.Context.Post(async _ => answered.SetResult(await call()), null);
        return await answered.Task;
    }
}
