using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>
/// Switches a symbol and side off that is executed again and again, keeps that over a restart, and lets a named person switch it on. Until the
/// store was read, nobody knows what is off, and nothing is opened.
/// </summary>
public sealed class ThrottleWatch(ISwitchedOffStore store, PolicyCache policy, IEventBus bus, EngineTasks tasks, TimeProvider time, IIdSource ids, ILogger<ThrottleWatch> log)
{
    private static readonly TradingPolicy Fallback = DefaultPolicy.Create(DateTimeOffset.UnixEpoch);
    private readonly ExecutionThrottle _throttle = new();
    private bool _isKnown;
    private bool _isDirty;
    private bool _isBusy;

    public IReadOnlyCollection<SwitchedOff> Off => _throttle.Off;

    public ThrottleFacts Facts(Symbol symbol, OrderSide side, DateTimeOffset nowUtc) =>
        _throttle.Facts(symbol, side, nowUtc, Limits.RepeatedExecutionWindow) with { IsKnown = _isKnown };

    /// <summary>What an earlier process, or another one, switched off. Tried again on each tick until it is known.</summary>
    public async Task ReloadAsync()
    {
        try
        {
            _throttle.Restore(await store.ReadAsync(CancellationToken.None));
            _isKnown = true;
        }
        catch (SwitchedOffStoreUnavailableException e)
        {
            log.SwitchedOffNotRead(e);
        }
    }

    /// <summary>Executions of the last window, after a restart; what was executed before was judged then.</summary>
    public void Recall(TradeBook book)
    {
        var since = time.GetUtcNow() - Limits.RepeatedExecutionWindow;
        foreach (var trade in book.Recent.Concat(book.Open).Where(t => t.OpenedAtUtc >= since).OrderBy(t => t.OpenedAtUtc))
        {
            OnExecuted(trade.Symbol, trade.Direction.EntrySide(), trade.TradeId, trade.OpenedAtUtc.GetValueOrDefault());
        }
    }

    public void OnEvent(JournaledEvent journaled)
    {
        if (journaled.Event is OrderFilled { Purpose: OrderPurpose.Entry } filled)
        {
            OnExecuted(filled.Symbol, filled.Side, filled.TradeId, time.GetUtcNow());
        }
    }

    /// <summary>The venue took a position of the symbol away: nothing is opened in it, in neither direction.</summary>
    public void OnTaken(Symbol symbol)
    {
        foreach (var side in (ReadOnlySpan<OrderSide>)[OrderSide.Buy, OrderSide.Sell])
        {
            if (_throttle.OnTaken(symbol, side, time.GetUtcNow()) is { } off)
            {
                SwitchedOff(off);
            }
        }
    }

    /// <summary>Between steps: what could not be read or stored before.</summary>
    public void OnTick()
    {
        if (!_isBusy && (_isDirty || !_isKnown))
        {
            _isBusy = true;
            tasks.Run("keep what is switched off", CatchUpAsync);
        }
    }

    /// <summary>Null when it was done; else why not. It is stored before it counts: what a restart would forget was not switched on.</summary>
    public async Task<string?> SwitchOnAsync(Symbol symbol, OrderSide side, string by, string reason)
    {
        if (_throttle.Find(symbol, side) is not { } off)
        {
            return $"{side} entries of {symbol} are not switched off.";
        }

        try
        {
            await store.WriteAsync([.. _throttle.Off.Where(other => other != off)], CancellationToken.None);
        }
        catch (SwitchedOffStoreUnavailableException e)
        {
            _isDirty = true; // it may have been stored all the same
            log.SwitchedOffNotSaved(e);
            return $"Nothing was switched on: {e.Message}";
        }

        _throttle.SwitchOn(symbol, side);
        tasks.Publish("journal a switch", bus, new EntriesSwitchedOn(ids.Next(), time.GetUtcNow()) { Symbol = symbol, Side = side, By = by, Reason = reason });
        return null;
    }

    private TradingPolicy Limits => policy.Snapshot.Policy ?? Fallback;

    private void OnExecuted(Symbol symbol, OrderSide side, TradeId trade, DateTimeOffset atUtc)
    {
        if (_throttle.OnExecuted(symbol, side, trade, atUtc, Limits.RepeatedExecutionsMax, Limits.RepeatedExecutionWindow) is { } off)
        {
            SwitchedOff(off);
        }
    }

    private void SwitchedOff(SwitchedOff off)
    {
        log.EntriesSwitchedOff(off.Symbol.Value, off.Side.ToString(), off.Executions, off.Window.TotalSeconds);
        tasks.Publish("journal a switch", bus, new EntriesSwitchedOff(ids.Next(), time.GetUtcNow()) { Symbol = off.Symbol, Side = off.Side, Executions = off.Executions, Window = off.Window });
        _isDirty = true;
        OnTick();
    }

    private async Task CatchUpAsync()
    {
        try
        {
            if (!_isKnown)
            {
                await ReloadAsync(); // first, or writing would forget what an earlier process left
            }

            if (_isKnown && _isDirty)
            {
                _isDirty = false;
                await store.WriteAsync([.. _throttle.Off], CancellationToken.None);
            }
        }
        catch (SwitchedOffStoreUnavailableException e)
        {
            _isDirty = true;
            log.SwitchedOffNotSaved(e);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
