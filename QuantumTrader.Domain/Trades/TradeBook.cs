using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>
/// Every trade that is not over, and the last that were: the in-memory fold of the journal. The engine's loop owns it;
/// nobody else reads it. Look-ups are O(1) and allocate nothing; an event costs the same after a million trades as after ten.
/// </summary>
/// <param name="recentMax">How many trades that are over are kept.</param>
/// <param name="journalId">The journal that is folded; empty where there is only one.</param>
public sealed class TradeBook(int recentMax = TradeBook.RecentDefault, string journalId = "")
{
    public const int RecentDefault = 500;

    /// <summary>The newest faults that are kept for the screen; older ones are only counted.</summary>
    public const int FaultsMax = 100;

    /// <summary>The journal that is folded; empty where there is only one.</summary>
    public string JournalId { get; } = journalId;

    /// <summary>How many trades that are over are kept.</summary>
    public int RecentMax { get; } = recentMax;

    private readonly Dictionary<TradeId, TradeState> _open = [];
    private readonly Dictionary<Symbol, List<TradeState>> _openBySymbol = []; // bounded by the open trades
    private readonly RecentTrades _recent = new(recentMax);
    private readonly Dictionary<TradeId, TradeState> _leftovers = []; // bounded by the recent trades
    private readonly HashSet<Symbol> _halted = [];
    private readonly Queue<TradeFault> _faults = new();
    private readonly TradeNumbers _numbers = new();

    /// <summary>Not over, including those only planned. Not a copy: read it on the engine's loop and between two events.</summary>
    public IReadOnlyCollection<TradeState> Open => _open.Values;

    /// <summary>Over, the one last heard of at the end; bounded, the oldest leaves and <see cref="EvictedCount"/> says so.</summary>
    public IReadOnlyCollection<TradeState> Recent => _recent.All;

    /// <summary>Over, and an order is not known to be over yet: it must be canceled, or it would act on the symbol's next position.</summary>
    public IReadOnlyCollection<TradeState> Leftovers => _leftovers.Values;

    /// <summary>Symbols that take no entry because an impossible event came. Not kept over a restart, which reconciles anyway.</summary>
    public IReadOnlySet<Symbol> HaltedSymbols => _halted;

    public IReadOnlyCollection<TradeFault> Faults => _faults;

    /// <summary>The highest journal sequence seen, of whatever event.</summary>
    public long LastSequence { get; private set; }

    public long AppliedCount { get; private set; }
    public long DuplicateCount { get; private set; }
    public long IllegalCount { get; private set; }
    public long EvictedCount => _recent.EvictedCount;

    /// <summary>
    /// The symbol's trade that is not over, or null. Should there be more than one, the one that holds a position,
    /// then the one that was planned first.
    /// </summary>
    public TradeState? OpenFor(Symbol symbol)
    {
        if (!_openBySymbol.TryGetValue(symbol, out var trades))
        {
            return null;
        }

        for (var i = 0; i < trades.Count; i++)
        {
            if (trades[i].QuantityOpen.Value != 0m)
            {
                return trades[i];
            }
        }

        return trades.Count > 0 ? trades[0] : null;
    }

    /// <summary>True while an order of a trade that is over may still act on this symbol. Allocates nothing.</summary>
    public bool HasLeftovers(Symbol symbol)
    {
        foreach (var trade in _leftovers.Values)
        {
            if (trade.Symbol == symbol)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Open or recently over; null for one that was never seen or has left.</summary>
    public TradeState? Find(TradeId id) => _open.TryGetValue(id, out var open) ? open : _recent.Find(id);

    /// <summary>A number that no trade of this epoch has yet; each call gives another.</summary>
    public long NextTradeNumber(long epoch) => _numbers.Next(epoch);

    /// <summary>Lets a halted symbol trade again; for the operator and the reconciler.</summary>
    public bool Release(Symbol symbol) => _halted.Remove(symbol);

    public TradeFoldResult Apply(in JournaledEvent journaled)
    {
        LastSequence = Math.Max(LastSequence, journaled.Sequence);
        if (journaled.Event is not TradeEvent e)
        {
            return new(TradeFoldOutcome.NotATrade, null, null, null, null);
        }

        var result = TradeFold.Apply(Find(e.TradeId), journaled, JournalId);
        Count(result, e, journaled.Sequence);
        return result;
    }

    /// <summary>Takes a state as it was stored, in the place of what is known of that trade; see TradeBookRestore.</summary>
    public void Load(TradeState trade) => Put(Find(trade.TradeId), trade);

    /// <summary>Says that everything up to here is in the states that were loaded.</summary>
    public void LoadedUpTo(long sequence) => LastSequence = Math.Max(LastSequence, sequence);

    /// <summary>The symbol that the event is about.</summary>
    internal static Symbol SymbolOf(TradeEvent e) => e switch
    {
        TradeOrderEvent o => o.Symbol,
        TradePlanned p => p.Symbol,
        TradeRecovered r => r.Symbol,
        TradeFunded f => f.Symbol,
        TradeOpened o => o.Symbol,
        TradeClosed c => c.Symbol,
        TradeNotAtVenue n => n.Symbol,
        _ => throw new ArgumentException($"{e.GetType().Name} names no symbol; give it one here.", nameof(e)),
    };

    private void Count(in TradeFoldResult result, TradeEvent e, long sequence)
    {
        switch (result.Outcome)
        {
            case TradeFoldOutcome.Applied:
                AppliedCount++;
                Put(result.Before, result.After!);
                break;
            case TradeFoldOutcome.Duplicate:
                DuplicateCount++;
                break;
            case TradeFoldOutcome.NotATrade:
                break;
            default:
                Halt(result, e, sequence);
                break;
        }
    }

    private void Halt(in TradeFoldResult result, TradeEvent e, long sequence)
    {
        IllegalCount++;
        var symbol = result.Before?.Symbol ?? SymbolOf(e);
        _halted.Add(symbol);
        if (_faults.Count == FaultsMax)
        {
            _faults.Dequeue();
        }

        _faults.Enqueue(new(symbol, e.TradeId, result.Before?.Phase, result.Kind, e.EventId, sequence, result.Why!));
    }

    private void Put(TradeState? before, TradeState after)
    {
        _numbers.Seen(after.TradeId);
        if (after is { IsOver: true, Orders.Count: > 0 })
        {
            _leftovers[after.TradeId] = after;
        }
        else
        {
            _leftovers.Remove(after.TradeId);
        }

        if (after.IsOver)
        {
            RemoveOpen(after);
            _recent.Put(after);
            return;
        }

        if (before is { IsOver: true })
        {
            _recent.Remove(after.TradeId);
        }

        PutOpen(after);
    }

    private void PutOpen(TradeState after)
    {
        _open[after.TradeId] = after;
        if (!_openBySymbol.TryGetValue(after.Symbol, out var trades))
        {
            _openBySymbol[after.Symbol] = trades = [];
        }

        var at = IndexOf(trades, after.TradeId);
        if (at >= 0)
        {
            trades[at] = after;
        }
        else
        {
            trades.Add(after);
        }
    }

    private void RemoveOpen(TradeState after)
    {
        if (_open.Remove(after.TradeId) && _openBySymbol.TryGetValue(after.Symbol, out var trades))
        {
            trades.RemoveAt(IndexOf(trades, after.TradeId));
        }
    }

    private static int IndexOf(List<TradeState> trades, TradeId id)
    {
        for (var i = 0; i < trades.Count; i++)
        {
            if (trades[i].TradeId == id)
            {
                return i;
            }
        }

        return -1;
    }
}
