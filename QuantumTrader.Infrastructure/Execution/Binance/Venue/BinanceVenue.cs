using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Setup;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>
/// The Binance venue as the running app uses it: the order door, its account's stream, its setting up, clock and dead man's switch. What
/// is asked goes to the venue; nothing of the account is kept here. Nothing new may be opened until the account is set up, the key is
/// safe and the stream is whole; closing never waits for any of it.
/// </summary>
public sealed class BinanceVenue : ILiveVenue
{
    private readonly VenueParts _parts;
    private readonly AccountPreparation _preparation;
    private readonly BracketBook _brackets;
    private readonly DeadManSwitch _deadMan;
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<Instrument> _instruments = [];
    private UserStream? _stream;
    private Task _running = Task.CompletedTask;
    private IReadOnlyCollection<Symbol> _withOrders = []; // replaced as a whole
    private long _lastFillId;
    private bool _isClosed;

    public BinanceVenue(VenueParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = parts;
        _preparation = new(parts);
        _brackets = new(parts.Api, parts.Options, parts.Time, parts.Logs.CreateLogger<BinanceVenue>());
        _deadMan = new(parts.Api, parts.Options, () => IsOnDuty() ? Volatile.Read(ref _withOrders) : [], parts.Time, parts.Logs.CreateLogger<DeadManSwitch>());
    }

    public IReadOnlyList<Instrument> Instruments => _instruments;

    public IMaintenance Maintenance => _brackets;

    /// <summary>All orders and the account weigh about 100 of the 2,400 that may be asked in a minute.</summary>
    public TimeSpan LookEvery => TimeSpan.FromSeconds(15);

    /// <summary>Whether this process trades the account; one that only watches must not keep a dead man's orders alive.</summary>
    public Func<bool> IsOnDuty { private get; set; } = () => false;

    public Func<bool> IsStopping
    {
        set => _parts.Budget.IsStopping = value;
    }

    public string? Objection =>
        StatusReader.RefusalOf(_parts) // first: it names what to correct
        ?? _preparation.Objection
        ?? (_parts.Budget.Health is { QuietUntilUtc: { } until } ? $"The venue wants to hear nothing from here until {until:HH:mm:ss} UTC." : null)
        ?? (_stream?.Trust is not { } trust ? "The account's stream has not begun." : trust.IsTrusted ? null : $"The account's stream is not whole: {trust.Cause}");

    public string? ObjectionTo(Symbol symbol) => _preparation.ObjectionTo(symbol);

    public void CountTransfersFrom(DateTimeOffset sinceUtc) => _parts.Exchange.CountTransfersFrom(sinceUtc);

    public DateTimeOffset? FollowedSinceUtc => _stream?.Trust is { IsTrusted: true, SinceUtc: var since } ? since : null;

    public VenueStatus Status => StatusReader.Of(_parts, _deadMan, _stream?.Health) with { Objection = Objection };

    /// <summary>The newest fill that was read or told.</summary>
    internal long LastFillId => Interlocked.Read(ref _lastFillId);

    /// <summary>The rules of the symbols; those kept from before when the venue cannot be asked.</summary>
    /// <exception cref="VenueNotReadyException">Neither the venue nor the disk knows the rules, or the venue does not have a symbol.</exception>
    public async Task LoadAsync(CancellationToken stopping)
    {
        if (_instruments.Count > 0)
        {
            return;
        }

        _ = await _parts.Clock.SyncAsync(stopping);
        _instruments = await new InstrumentLoader(_parts).LoadAsync(stopping);
    }

    /// <summary>Call on the engine's scheduler: there the listener is told, by way of its synchronisation context.</summary>
    public void Subscribe(IExchangeListener listener)
    {
        if (_stream is not null)
        {
            throw new InvalidOperationException("The venue has a listener already.");
        }

        var context = SynchronizationContext.Current ?? throw new InvalidOperationException("Subscribe on the engine's scheduler.");
        _stream = new UserStream(
            new BinanceListenKeyDesk(_parts.Api),
            this,
            new VenueListener(listener, this, _parts.Logs.CreateLogger<BinanceVenue>()),
            _parts.Streams,
            _parts.Exchange.Fees,
            _parts.Sockets,
            _parts.Time,
            () => _parts.Clock.Clock.Offset,
            action => context.Post(static run => ((Action)run!)(), action),
            _parts.Logs.CreateLogger<UserStream>(),
            _parts.Exchange.GetFundingsAsync);
        _stream.Start(_stop.Token);
        _running = Task.WhenAll(_parts.Clock.RunAsync(_stop.Token), _preparation.RunAsync(_stop.Token), _brackets.RunAsync(_stop.Token), _parts.Exchange.Fees.RunAsync(_stop.Token), _deadMan.RunAsync(_stop.Token));
    }

    public void OnBar(in MarketBar bar)
    {
        // The venue has a market of its own.
    }

    public ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping) => _parts.Exchange.SubmitAsync(intent, stopping);

    public ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) => _parts.Exchange.CancelAsync(symbol, id, stopping);

    public ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping) => _parts.Exchange.CancelAllAsync(symbol, stopping);

    public ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping) => _parts.Exchange.CancelAllConditionalAsync(symbol, stopping);

    public ValueTask<SubmitOutcome> SetLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping) => _parts.Exchange.SetLeverageAsync(symbol, leverage, stopping);

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) => _parts.Exchange.GetInstrumentsAsync(stopping);

    public ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping) => _parts.Exchange.GetAccountAsync(stopping);

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping)
    {
        var read = await _parts.Exchange.GetOpenOrdersAsync(stopping).ConfigureAwait(false);
        if (read.IsOk)
        {
            Volatile.Write(ref _withOrders, read.Value.Select(o => o.Symbol).ToHashSet());
        }

        return read;
    }

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping) => _parts.Exchange.GetOpenConditionalOrdersAsync(stopping);

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) => _parts.Exchange.FindOrderAsync(symbol, id, stopping);

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        Noted(await _parts.Exchange.GetFillsAsync(afterFillId, stopping).ConfigureAwait(false));

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, IReadOnlySet<Symbol> symbols, CancellationToken stopping) =>
        Noted(await _parts.Exchange.GetFillsAsync(afterFillId, symbols, stopping).ConfigureAwait(false));

    private ExchangeRead<IReadOnlyList<VenueFill>> Noted(ExchangeRead<IReadOnlyList<VenueFill>> read)
    {
        if (read is { IsOk: true, Value: [.., var last] })
        {
            NoteFill(last.FillId);
        }

        return read;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        await _stop.CancelAsync();
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // A shutdown.
        }

        _stop.Dispose();
    }

    internal void NoteFill(long fillId)
    {
        for (var known = LastFillId; fillId > known && Interlocked.CompareExchange(ref _lastFillId, fillId, known) != known;)
        {
            known = LastFillId;
        }
    }
}
