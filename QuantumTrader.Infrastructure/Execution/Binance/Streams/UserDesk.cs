using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// The engine's end of the user stream. After a gap the account is read by REST while events wait; they are applied after it, and only
/// then is the stream trusted again. Runs on the engine's scheduler alone.
/// </summary>
internal sealed class UserDesk
{
    private const int HeldMax = 20_000;

    private readonly IExchangeReader _reader;
    private readonly IUserStreamListener _listener;
    private readonly StreamSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationToken _stopping;
    private readonly UnreadLog _unread;
    private readonly UserTranslator _orders;
    private readonly AccountTranslator _account;
    private readonly FundingShares? _shares;
    private readonly Queue<UserEvent> _held = new(); // at most HeldMax; beyond it everything is read once more
    private volatile StreamTrust _trust;
    private bool _isUp;
    private bool _isReading;
    private Task _reading = Task.CompletedTask;
    private Task _asking = Task.CompletedTask; // whose funding it was
    private long _generation;

    public UserDesk(IExchangeReader reader, IUserStreamListener listener, StreamSettings settings, FeeWorth fees, TimeProvider time, ILogger log,
        Func<DateTimeOffset, CancellationToken, ValueTask<ExchangeRead<IReadOnlyList<FundingIncome>>>>? fundings, CancellationToken stopping)
    {
        (_reader, _listener, _settings, _time, _log, _stopping) = (reader, listener, settings, time, log, stopping);
        _trust = new(false, time.GetUtcNow(), "The user stream is not connected yet.");
        _unread = new(log);
        _orders = new(listener, settings, fees, Gap, _unread, log);
        _shares = fundings is null ? null : new(listener, fundings, time, log, stopping);
        _account = new(listener, settings.Asset, Gap) { Unassigned = _shares is null ? null : _shares.Add };
    }

    /// <summary>Readable from any thread.</summary>
    public StreamTrust Trust => _trust;

    public long Gaps { get; private set; }

    public long Resyncs { get; private set; }

    public string? ResyncFailure { get; private set; }

    public int Held => _held.Count;

    public long Duplicates => _orders.Duplicates;

    public long ForeignFees => _orders.ForeignFees;

    public long EstimatedFees => _orders.EstimatedFees;

    public long Unread { get; private set; }

    public long UnassignedFunding => _account.UnassignedFunding;

    public void On(UserEvent e)
    {
        switch (e)
        {
            case UserEvent.Up:
                _isUp = true;
                Reread();
                break;
            case UserEvent.Down { Cause: var cause }:
                _isUp = false;
                Gap(cause);
                break;
            case UserEvent.Unread { Why: var why }:
                Unread++;
                _unread.Add(why);
                Gap("an event that could not be understood");
                break;
            case UserEvent.Tick:
                Surface();
                _orders.Tick(_time.GetUtcNow());
                _asking = _shares is { } shares && _asking.IsCompletedSuccessfully ? shares.TickAsync() : _asking;
                break;
            default:
                Take(e);
                break;
        }
    }

    /// <summary>Something may be missing: nothing is trusted until the account has been read.</summary>
    private void Gap(string cause)
    {
        _generation++;
        if (_trust.IsTrusted)
        {
            Gaps++;
            _trust = new(false, _time.GetUtcNow(), cause);
            TellGap(cause);
        }
        else
        {
            _trust = _trust with { Cause = cause };
        }

        Reread();
    }

    /// <summary>At our own end nobody reads the account anew, and there is nothing to warn of.</summary>
    private void TellGap(string cause)
    {
        if (_stopping.IsCancellationRequested)
        {
            _log.StreamEnded(cause);
            return;
        }

        _log.StreamGap(cause);
        _listener.OnGap(cause);
    }

    private void Take(UserEvent e)
    {
        if (_trust.IsTrusted)
        {
            Apply(e);
        }
        else if (_held.Count < HeldMax)
        {
            _held.Enqueue(e);
        }
        else
        {
            _held.Clear();
            Gap("more events than can wait for the account's reading");
        }
    }

    private void Apply(UserEvent e)
    {
        switch (e)
        {
            case UserEvent.OrderTrade { Message: var message }:
                _orders.On(message, _time.GetUtcNow());
                break;
            case UserEvent.Algo { Message: var message }:
                _orders.On(message, _time.GetUtcNow());
                break;
            case UserEvent.Account { Message: var message }:
                _account.On(message);
                break;
            case UserEvent.Config { Message: var message }:
                Tell(message);
                break;
            case UserEvent.MarginCall { Message: var message }:
                _listener.OnMarginCall([.. (message.Positions ?? []).Select(p => p.Symbol)], VenueWords.Utc(message.EventMs));
                break;
        }
    }

    private void Tell(Wire.ConfigMessage message)
    {
        if (message.Leverage is { } set && Symbol.TryCreate(set.Symbol, out var symbol))
        {
            _listener.OnUpdate(new ExchangeUpdate.LeverageSet(symbol, new(set.Leverage)));
        }

        if (message.MultiAssets is { } multi)
        {
            _listener.OnMultiAssets(multi.IsOn);
        }
    }

    private void Reread()
    {
        if (_isUp && !_isReading)
        {
            _isReading = true;
            _reading = RereadAsync();
        }
    }

    /// <summary>A defect in whoever was told of a reading is thrown where the engine sees it, not lost with the task.</summary>
    private void Surface()
    {
        Surface(ref _reading);
        Surface(ref _asking);
    }

    private static void Surface(ref Task task)
    {
        if (task.IsFaulted)
        {
            var failed = task;
            task = Task.CompletedTask;
            failed.GetAwaiter().GetResult();
        }
    }

    private async Task RereadAsync()
    {
        try
        {
            while (_isUp && !_trust.IsTrusted)
            {
                await TryRereadAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // A shutdown.
        }
        finally
        {
            _isReading = false;
        }
    }

    private async Task TryRereadAsync()
    {
        var generation = _generation;
        var (reading, failure) = await ReadAsync();
        if (reading is not null && generation == _generation && _isUp)
        {
            Adopt(reading);
            return;
        }

        if (reading is null)
        {
            ResyncFailure = failure;
            _log.ResyncFailed(failure ?? "no answer");
        }

        // Also when something was lost meanwhile: what makes each reading useless must not become a flood of them.
        await Task.Delay(_settings.ResyncRetryEvery, _time, _stopping);
    }

    private async Task<(AccountReading?, string?)> ReadAsync()
    {
        var last = _listener.LastFillId;
        var from = last > 0 ? Math.Min(last, VenueFillIds.FirstAt(VenueFillIds.TimeOf(last) - _settings.ResyncOverlap)) : 0;
        try
        {
            return await AccountReading.ReadAsync(_reader, () => _orders.Open, from, _stopping);
        }
#pragma warning disable CA1031 // A defect in reading must not leave the stream silently untrusted for ever: it is told and tried again.
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            return (null, e.Message);
        }
#pragma warning restore CA1031
    }

    private void Adopt(AccountReading reading)
    {
        var fills = reading.Fills.OrderBy(f => f.FillId).Count(_orders.OnRead);
        foreach (var (key, order) in reading.Ended)
        {
            _orders.OnEnded(key, order);
        }

        reading.Orders.ToList().ForEach(o => _orders.OnRead(o, isConditional: false));
        reading.Conditionals.ToList().ForEach(o => _orders.OnRead(o, isConditional: true));
        _account.OnRead(reading.Account);
        Resyncs++;
        ResyncFailure = null;
        _trust = new(true, _time.GetUtcNow(), null);
        _log.StreamTrusted(fills, _held.Count);
        _listener.OnTrusted(reading.Account);
        Replay();
    }

    /// <summary>What waited. An event that opens a new gap leaves the rest waiting for the next reading.</summary>
    private void Replay()
    {
        while (_trust.IsTrusted && _held.TryDequeue(out var e))
        {
            Apply(e);
        }
    }
}
