using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Entries between the gate and their end. Bounded by the gate's own limits on positions and rate.</summary>
public sealed class EntryReservations
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<TradeId, Reservation> _held = [];
    private readonly Dictionary<(Symbol, OrderSide), (TradeId Trade, DateTimeOffset AtUtc)> _last = [];
    private readonly Queue<(TradeId Trade, DateTimeOffset AtUtc)> _recent = new();

    public int Count => _held.Count;

    public void Reserve(in OrderIntent intent, DateTimeOffset nowUtc)
    {
        _held[intent.TradeId] = new(intent.Symbol, intent.Side, intent.LimitPrice, intent.Notional, intent.Notional / intent.Leverage);
        _last[(intent.Symbol, intent.Side)] = (intent.TradeId, nowUtc);
        _recent.Enqueue((intent.TradeId, nowUtc));
    }

    public void Release(TradeId trade) => _held.Remove(trade);

    public bool Holds(Symbol symbol)
    {
        foreach (var held in _held.Values)
        {
            if (held.Symbol == symbol)
            {
                return true;
            }
        }

        return false;
    }

    public Usd NotionalOf(Symbol symbol, TradeId except)
    {
        var sum = Usd.Zero;
        foreach (var (trade, held) in _held)
        {
            sum = trade != except && held.Symbol == symbol ? sum + held.Notional : sum;
        }

        return sum;
    }

    public Usd TotalNotional(TradeId except)
    {
        var sum = Usd.Zero;
        foreach (var (trade, held) in _held)
        {
            sum = trade != except ? sum + held.Notional : sum;
        }

        return sum;
    }

    /// <summary>What they will bind of the equity.</summary>
    public Usd TotalMargin(TradeId except)
    {
        var sum = Usd.Zero;
        foreach (var (trade, held) in _held)
        {
            sum = trade != except ? sum + held.Margin : sum;
        }

        return sum;
    }

    /// <summary>What the venue will demand of the entries on their way in other symbols, added to what it demands already; null when that is not known of one.</summary>
    public Usd? Maintenance(Usd so, in OrderIntent intent, AccountLedger ledger, IMaintenance venue)
    {
        foreach (var (trade, held) in _held)
        {
            if (trade == intent.TradeId || held.Symbol == intent.Symbol)
            {
                continue;
            }

            if (!(venue.ShareOf(held.Symbol, ledger.NotionalOf(held.Symbol) + NotionalOf(held.Symbol, intent.TradeId)) is { Value: > 0m and < 1m } share))
            {
                return null;
            }

            so += held.Notional * share;
        }

        return so;
    }

    /// <summary>What the entries on their way in other symbols have in common with one, added to what is known already.</summary>
    public CorrelationFacts Correlated(CorrelationFacts so, in OrderIntent intent, SymbolTable symbols)
    {
        foreach (var (trade, held) in _held)
        {
            so = trade != intent.TradeId && held.Symbol != intent.Symbol ? so.And(held.Symbol, symbols.Correlation(intent.Symbol, held.Symbol), held.Side == intent.Side) : so;
        }

        return so;
    }

    /// <summary>Entries of one symbol and side on their way.</summary>
    public int CountOf(Symbol symbol, OrderSide side, TradeId except)
    {
        var count = 0;
        foreach (var (trade, held) in _held)
        {
            count += trade != except && held.Symbol == symbol && held.Side == side ? 1 : 0;
        }

        return count;
    }

    /// <summary>Entries of the other side on their way, each as if it rested at the venue.</summary>
    public OwnOrders Opposing(Symbol symbol, OrderSide side, TradeId except)
    {
        var orders = OwnOrders.None;
        foreach (var (trade, held) in _held)
        {
            orders = trade != except && held.Symbol == symbol && held.Side != side ? orders.With(held.Side, held.Limit) : orders;
        }

        return orders;
    }

    public DateTimeOffset? LastEntryAt(Symbol symbol, OrderSide side, TradeId except) =>
        _last.TryGetValue((symbol, side), out var last) && last.Trade != except ? last.AtUtc : null;

    public int EntriesInLastMinute(DateTimeOffset nowUtc, TradeId except)
    {
        while (_recent.TryPeek(out var oldest) && nowUtc - oldest.AtUtc > Minute)
        {
            _recent.Dequeue();
        }

        var count = 0;
        foreach (var entry in _recent)
        {
            count += entry.Trade == except ? 0 : 1;
        }

        return count;
    }

    /// <summary>Reserved entries that the book does not show yet.</summary>
    public int CountNotIn(TradeBook book, TradeId except)
    {
        var count = 0;
        foreach (var trade in _held.Keys)
        {
            count += trade != except && book.Find(trade) is null ? 1 : 0;
        }

        return count;
    }

    private readonly record struct Reservation(Symbol Symbol, OrderSide Side, Price? Limit, Usd Notional, Usd Margin);
}
