using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Simulation.Harness;

/// <summary>The engine's door to the venue: shows every order to the checks, keeps what is on the wire, and is where processes die.</summary>
internal sealed class RecordingExchange(PaperExchange venue, SimulatedWorld world, ProcessGate gate, FlatnessLog flatness, TimeProvider time, Func<TradingEngine?> engine, Func<bool> owesReceipts)
    : IExchange
{
    private readonly List<OrderIntent> _onTheWire = [];
    private readonly SafetyChecks _checks = world.Checks;

    /// <summary>Sent and not answered; a crash does not call them back.</summary>
    public IReadOnlyList<OrderIntent> OnTheWire => _onTheWire;

    public async ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping)
    {
        if (!gate.Passes($"send {intent.Purpose}"))
        {
            return await ProcessGate.Never<SubmitOutcome>();
        }

        _checks.OnSend(in intent, time.GetUtcNow(), engine());
        if (intent.Purpose == OrderPurpose.Emergency)
        {
            world.Stops.OnClose(in intent, engine()?.Emergency.Record, owesReceipts());
        }

        _onTheWire.Add(intent);
        var outcome = await venue.SubmitAsync(intent, stopping);
        if (!gate.Passes($"sent {intent.Purpose}"))
        {
            return await ProcessGate.Never<SubmitOutcome>();
        }

        _onTheWire.Remove(intent);
        _checks.OnAnswer(in intent, outcome);
        return outcome;
    }

    public ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        PassAsync("cancel", () => venue.CancelAsync(symbol, id, stopping));

    public ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping) =>
        PassAsync("cancel all", () => venue.CancelAllAsync(symbol, stopping));

    public ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping) =>
        PassAsync("cancel all conditional", () =>
        {
            _checks.OnStopsCanceled(symbol);
            return venue.CancelAllConditionalAsync(symbol, stopping);
        });

    public ValueTask<SubmitOutcome> SetLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping) =>
        PassAsync("set leverage", () => venue.SetLeverageAsync(symbol, leverage, stopping));

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) =>
        PassAsync("read instruments", () => venue.GetInstrumentsAsync(stopping));

    public async ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping)
    {
        var read = await PassAsync("read account", () => venue.GetAccountAsync(stopping));
        flatness.Accounts.Note(time.GetUtcNow(), read.Value?.Positions.Count(p => !_checks.IsDust(p)));
        return read;
    }

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping)
    {
        var read = await PassAsync("read orders", () => venue.GetOpenOrdersAsync(stopping));
        flatness.Orders.Note(time.GetUtcNow(), read.Value?.Count);
        return read;
    }

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping)
    {
        var read = await PassAsync("read conditional orders", () => venue.GetOpenConditionalOrdersAsync(stopping));
        flatness.Conditionals.Note(time.GetUtcNow(), read.Value?.Count);
        return read;
    }

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        PassAsync("find order", () => venue.FindOrderAsync(symbol, id, stopping));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        PassAsync("read fills", () => venue.GetFillsAsync(afterFillId, stopping));

    private async ValueTask<T> PassAsync<T>(string what, Func<ValueTask<T>> call)
    {
        if (!gate.Passes(what))
        {
            return await ProcessGate.Never<T>();
        }

        var answer = await call();
        return gate.Passes($"{what}: answered") ? answer : await ProcessGate.Never<T>();
    }
}
