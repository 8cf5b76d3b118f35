using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// The paper venue behind the door that real exchanges have: latency, durability, lost answers. Everything runs on the caller's
/// scheduler. Outcomes and updates are given only once the account that they speak of is durable; questions are answered from
/// the current account, which may be a save ahead. With zero latency and <see cref="NullPaperAccountStore"/> every call completes at once.
/// </summary>
public sealed class PaperExchange : ILiveVenue
{
    /// <summary>How often marks alone are saved while something is held, so that a restart does not show old equity.</summary>
    public static readonly TimeSpan MarkSaveInterval = TimeSpan.FromSeconds(10);

    private const ulong LatencyStream = 0x6C6174656E6379UL;
    private const string NotLoaded = "The paper account has not been loaded.";

    private static readonly PaperAnswers<SubmitOutcome> Submits = new(
        static cause => new SubmitOutcome.Unknown(cause),
        static fault => new SubmitOutcome.Rejected(fault.Code, fault.Text));

    private static readonly PaperAnswers<CancelOutcome> Cancels = new(
        static cause => new CancelOutcome.Unknown(cause),
        static fault => new CancelOutcome.Unknown(fault.Text));

    private readonly PaperSettings _settings;
    private readonly TimeProvider _time;
    private readonly IPaperAccountStore _store;
    private readonly ILogger _log;
    private readonly PaperOutbox _outbox;
    private readonly SeededRandom _latency;
    private PaperVenue _venue;
    private bool _isLoaded;
    private bool _isClosed;

    /// <param name="settings">Validated here.</param>
    /// <param name="instruments">The symbols that bars may come for.</param>
    /// <param name="seed">Of slippage, part fills and latency; a stored account keeps its own for the first two.</param>
    /// <param name="time">Waits and time stamps; funding runs on the bars' own time.</param>
    /// <param name="store"><see cref="NullPaperAccountStore.Instance"/> for replays, which then need no <see cref="LoadAsync"/>.</param>
    /// <param name="log">Null logs nothing.</param>
    /// <exception cref="ArgumentException">A setting or an instrument is out of range.</exception>
    public PaperExchange(PaperSettings settings, IReadOnlyList<Instrument> instruments, ulong seed, TimeProvider time, IPaperAccountStore store, ILogger<PaperExchange>? log = null)
    {
        (_settings, _time, _store, _log) = (settings, time, store, log ?? NullLogger<PaperExchange>.Instance);
        _venue = new(settings, instruments, seed);
        _latency = new(seed ^ LatencyStream);
        _outbox = new(store, time, _log, () => _venue.Export());
        Maintenance = new FlatMaintenance(settings.MaintenanceMarginRate);
        _isLoaded = store is NullPaperAccountStore;
    }

    /// <summary>For simulations: asked before every call. Null is no faults.</summary>
    public Func<PaperCall, PaperFault>? Faults { get; set; }

    public PaperExchangeHealth Health => new(_isLoaded, _outbox.Failure, _outbox.FailingSinceUtc, _outbox.HeldCount, _venue.BarsIgnored);

    public IReadOnlyList<Instrument> Instruments => _venue.Instruments;

    public IMaintenance Maintenance { get; }

    /// <summary>The one listener, told on the scheduler of whoever drives the exchange.</summary>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public void Subscribe(IExchangeListener listener) =>
        _outbox.Listener = _outbox.Listener is null ? listener : throw new InvalidOperationException("The paper exchange has a listener already.");

    /// <summary>Goes on with the stored account, or stores a new one; before the first bar and order.</summary>
    /// <exception cref="PaperStateException">What is stored cannot be gone on with.</exception>
    /// <exception cref="PaperStoreUnavailableException">The store can neither be read nor written.</exception>
    public async Task LoadAsync(CancellationToken stopping)
    {
        if (_isLoaded) return;
        if (await _store.LoadAsync(stopping) is { } state)
        {
            _venue = new(_settings, _venue.Instruments, state);
            _log.PaperAccountLoaded(state.Wallet.Value, state.OpenOrders.Count, state.Fills.Count);
        }
        else
        {
            await _store.SaveAsync(_venue.Export(), stopping);
            _log.PaperAccountCreated(_settings.StartingBalance.Value);
        }

        _isLoaded = true;
    }

    /// <summary>Lets the market move; the feed calls it with every live bar before the engine sees that bar. History is not for it.</summary>
    /// <exception cref="ArgumentException">The symbol has no instrument here.</exception>
    public void OnBar(in MarketBar bar)
    {
        if (!_isLoaded) throw new InvalidOperationException(NotLoaded + " Await LoadAsync before the first bar.");
        var now = _time.GetUtcNow();
        _venue.OnBar(bar, now);
        if (_venue.HasUpdates || IsMarkSaveDue(now)) _outbox.Commit(_venue);
    }

    public ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping) => CallAsync(
        new(PaperCallKind.Submit, intent.Symbol, intent.ClientOrderId, intent), Submits, now => _venue.Submit(intent, now), stopping);

    public ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) => CallAsync(
        new(PaperCallKind.Cancel, symbol, id), Cancels, now => _venue.Cancel(symbol, id, now), stopping);

    public ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping) => CallAsync(
        new(PaperCallKind.CancelAll, symbol), Cancels, now => _venue.CancelAll(symbol, now), stopping);

    public ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping) => CallAsync(
        new(PaperCallKind.CancelAllConditional, symbol), Cancels, now => _venue.CancelAllConditional(symbol, now), stopping);

    public ValueTask<SubmitOutcome> SetLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping) => CallAsync(
        new(PaperCallKind.SetLeverage, symbol), Submits, _ => _venue.SetLeverage(symbol, leverage), stopping);

    /// <summary>A deposit, or a withdrawal when negative.</summary>
    public ValueTask<SubmitOutcome> TransferAsync(Usd amount, CancellationToken stopping) => CallAsync(
        new(PaperCallKind.Transfer), Submits, now => _venue.Transfer(amount, now), stopping);

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) =>
        Read(new(PaperCallKind.GetInstruments), () => _venue.Instruments, stopping);

    public ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping) =>
        Read(new(PaperCallKind.GetAccount), () => _venue.Account(_time.GetUtcNow()), stopping);

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping) =>
        Read(new(PaperCallKind.GetOpenOrders), () => _venue.OpenOrders(), stopping);

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping) =>
        Read(new(PaperCallKind.GetOpenConditionalOrders), () => _venue.OpenConditionalOrders(), stopping);

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        Read(new(PaperCallKind.FindOrder, symbol, id), () => _venue.FindOrder(symbol, id), stopping);

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        Read(new(PaperCallKind.GetFills), () => _venue.FillsAfter(afterFillId), stopping);

    /// <summary>Saves the account with its last marks; the store itself belongs to whoever made it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return; // a container disposes once per service type
        _isClosed = true;
        if (_isLoaded) await _outbox.DisposeAsync();
    }

    private async ValueTask<T> CallAsync<T>(PaperCall call, PaperAnswers<T> answers, Func<DateTimeOffset, T> act, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested(); // the last moment at which it can be called back
        if (!_isLoaded) return answers.Rejected(PaperFault.Reject(-1016, NotLoaded));
        var fault = Faults?.Invoke(call) ?? PaperFault.None;
        var latency = Draw();
        await PauseAsync((latency / 2) + fault.ExtraDelay);
        if (fault.Kind is PaperFaultKind.Reject or PaperFaultKind.UnknownNotApplied)
        {
            await PauseAsync(latency / 2);
            return fault.Kind == PaperFaultKind.Reject ? answers.Rejected(fault) : answers.Unknown(fault.Text);
        }

        var before = _venue.Version;
        var outcome = act(_time.GetUtcNow());
        if (_venue.Version != before && !await _outbox.CommitAsync(_venue))
        {
            outcome = answers.Unknown($"The venue acted, but its account could not be saved: {_outbox.Failure}");
        }

        await PauseAsync(latency / 2);
        return fault.Kind == PaperFaultKind.UnknownApplied ? answers.Unknown(fault.Text) : outcome;
    }

    private ValueTask<ExchangeRead<T>> Read<T>(PaperCall call, Func<T> read, CancellationToken stopping)
        where T : class
    {
        stopping.ThrowIfCancellationRequested();
        if (!_isLoaded) return ValueTask.FromResult(ExchangeRead<T>.Failed(NotLoaded));
        var fault = Faults?.Invoke(call) ?? PaperFault.None;
        return fault == PaperFault.None ? ValueTask.FromResult(ExchangeRead<T>.Ok(read())) : FailAsync<T>(fault, read);
    }

    private async ValueTask<ExchangeRead<T>> FailAsync<T>(PaperFault fault, Func<T> read)
        where T : class
    {
        await PauseAsync(fault.ExtraDelay);
        return fault.Kind == PaperFaultKind.None ? ExchangeRead<T>.Ok(read()) : ExchangeRead<T>.Failed(fault.Text);
    }

    private TimeSpan Draw() => _settings.LatencyMin + ((_settings.LatencyMax - _settings.LatencyMin) * _latency.NextDouble());

    private ValueTask PauseAsync(TimeSpan pause) =>
        pause > TimeSpan.Zero ? new(Task.Delay(pause, _time, CancellationToken.None)) : ValueTask.CompletedTask;

    private bool IsMarkSaveDue(DateTimeOffset now) =>
        _store is not NullPaperAccountStore && now - _outbox.SavedAtUtc >= MarkSaveInterval && _venue.HasPosition;
}
