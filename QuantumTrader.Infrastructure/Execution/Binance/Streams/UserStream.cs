using System.Globalization;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// The venue's private stream: orders, fills, balances, positions. Keeps its key alive, connects anew, and reads the account by REST after
/// every gap before anything is trusted again. The listener is called on the engine's scheduler, in the venue's order; no fill is dropped.
/// </summary>
public sealed class UserStream : IStreamSink, IAsyncDisposable
{
    private const int WaitingMax = 10_000; // beyond it nothing more is read from the socket

    private readonly StreamSettings _settings;
    private readonly TimeProvider _time;
    private readonly ListenKeys _keys;
    private readonly StreamLine _line;
    private readonly UserEventReader _reader = new();
    private readonly StreamClock _clock;
    private readonly UserDesk _desk;
    private readonly EngineMailbox<UserEvent> _mailbox;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private ITimer? _ticks;
    private int _ticksWaiting;
    private int _started;

    /// <param name="keys">The venue's keys for the stream.</param>
    /// <param name="reader">Asked on the engine's scheduler after a gap.</param>
    /// <param name="listener">Called on the engine's scheduler.</param>
    /// <param name="sockets">A new one for each connection.</param>
    /// <param name="offset">The venue's clock less ours.</param>
    /// <param name="post">Runs an action on the engine's scheduler, in the order given, with its synchronisation context.</param>
    public UserStream(
        IListenKeyDesk keys,
        IExchangeReader reader,
        IUserStreamListener listener,
        StreamSettings settings,
        FeeWorth fees,
        Func<IStreamSocket> sockets,
        TimeProvider time,
        Func<TimeSpan> offset,
        Action<Action> post,
        ILogger<UserStream> log,
        Func<DateTimeOffset, CancellationToken, ValueTask<ExchangeRead<IReadOnlyList<FundingIncome>>>>? fundings = null)
    {
        (_settings, _time) = (settings, time);
        _keys = new(keys, settings, time, log);
        _line = new("user", AddressAsync, [], this, settings, sockets, time, log);
        _clock = new(time, offset);
        _desk = new(reader, listener, settings, fees, time, log, fundings, _stop.Token);
        _mailbox = new(post, Deliver, WaitingMax);
    }

    /// <summary>From any thread. Not trusted: no entries.</summary>
    public StreamTrust Trust => _desk.Trust;

    /// <summary>For the page; from any thread, and then a little torn.</summary>
    public UserStreamHealth Health => new(
        _line.Health(), _desk.Trust, _desk.Gaps, _desk.Resyncs, _desk.ResyncFailure, _mailbox.Count + _desk.Held, _desk.Duplicates,
        _reader.Unknown, _desk.Unread, _desk.ForeignFees, _desk.EstimatedFees, _desk.UnassignedFunding, _keys.Created, _clock.Latency);

    /// <summary>Connects and goes on until <paramref name="stopping"/> or the disposal; a second call does nothing.</summary>
    public void Start(CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        stopping.Register(_stop.Cancel);
        _ticks = _time.CreateTimer(_ => Tick(), null, _settings.CheckEvery, _settings.CheckEvery);
        _running = Task.WhenAll(
            Task.Run(() => _line.RunAsync(_stop.Token), CancellationToken.None),
            Task.Run(() => KeepAsync(_stop.Token), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_ticks is not null)
        {
            await _ticks.DisposeAsync().ConfigureAwait(false);
        }

        await _running.ConfigureAwait(false);
        using var late = new CancellationTokenSource(_settings.ConnectTimeout, _time);
        await _keys.CloseAsync(late.Token).ConfigureAwait(false);
    }

    bool IStreamSink.OnData(ReadOnlySpan<byte> data)
    {
        if (!_reader.TryRead(data, out var read, out var isKeyExpired))
        {
            return false;
        }

        if (isKeyExpired)
        {
            Lost("the venue says that the key has expired");
        }

        if (read is not null)
        {
            MeasureLatency(read);
            _mailbox.Put(Possible(read));
        }

        return true;
    }

    ValueTask IStreamSink.WaitForRoomAsync(CancellationToken stopping) => _mailbox.WaitForRoomAsync(stopping);

    void IStreamSink.OnUp() => _mailbox.Put(new UserEvent.Up());

    void IStreamSink.OnDown(string cause) => _mailbox.Put(new UserEvent.Down(cause));

    private async ValueTask<ExchangeRead<Uri>> AddressAsync(CancellationToken stopping)
    {
        var key = await _keys.TakeAsync(stopping).ConfigureAwait(false);
        return key.IsOk
            ? ExchangeRead<Uri>.Ok(new Uri($"{_settings.PrivateUrl.AbsoluteUri.TrimEnd('/')}/ws?listenKey={Uri.EscapeDataString(key.Value)}"))
            : ExchangeRead<Uri>.Failed(key.Failure!);
    }

    private async Task KeepAsync(CancellationToken stopping)
    {
        try
        {
            await _keys.KeepAsync(Lost, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A shutdown.
        }
    }

    private void Lost(string why)
    {
        _keys.Forget();
        _line.Restart(why);
    }

    /// <summary>A fill of a time to come is none: the account is read instead.</summary>
    private UserEvent Possible(UserEvent read) => read is UserEvent.OrderTrade { Message.Order: { TradeMs: var ms, OrderId: var order } } && _clock.IsAhead(ms)
        ? new UserEvent.Unread(string.Create(CultureInfo.InvariantCulture, $"an order's time is ahead of the venue's clock: order {order} at {VenueWords.Utc(ms):u}"))
        : read;

    private void MeasureLatency(UserEvent e)
    {
        var made = e switch
        {
            UserEvent.OrderTrade { Message.EventMs: var ms } => ms,
            UserEvent.Algo { Message.EventMs: var ms } => ms,
            UserEvent.Account { Message.EventMs: var ms } => ms,
            _ => 0,
        };
        if (made > 0)
        {
            _clock.AgeOf(made);
        }
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref _ticksWaiting, 1) == 0)
        {
            _mailbox.Put(new UserEvent.Tick());
        }
    }

    private void Deliver(UserEvent e)
    {
        if (e is UserEvent.Tick)
        {
            Volatile.Write(ref _ticksWaiting, 0);
        }

        _desk.On(e);
    }
}
