using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Entries between the gate and their end. Bounded by the gate's own limits on positions and rate.</summary>
public sealed class EntryReservations
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<TradeId, (Symbol Symbol, Usd Notional)> _held = [];
    private readonly Dictionary<(Symbol, OrderSide), (TradeId Trade, DateTimeOffset AtUtc)> _last = [];
    private readonly Queue<(TradeId Trade, DateTimeOffset AtUtc)> _recent = new();

    public int Count => _held.Count;

    public void Reserve(in OrderIntent intent, DateTimeOffset nowUtc)
    {
        _held[intent.TradeId] = (intent.Symbol, intent.Notional);
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
}
