using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// The newest state of each trade that is not stored yet. Bounded by <paramref name="max"/> trades: when the store stays away
/// for longer, they are let go and the store catches up from the journal instead. Safe for two threads.
/// </summary>
internal sealed class DirtyTrades(int max)
{
    private readonly Lock _gate = new();
    private Dictionary<TradeId, TradeState> _trades = [];

    public long LastSequence { get; private set; }

    /// <summary>How often the bound was reached.</summary>
    public long OverflowCount { get; private set; }

    /// <summary>States were let go; only the journal has them.</summary>
    public bool IsBehind { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _trades.Count;
            }
        }
    }

    public void Seen(long sequence, TradeState? changed)
    {
        lock (_gate)
        {
            LastSequence = Math.Max(LastSequence, sequence);
            if (changed is not null && !IsBehind)
            {
                _trades[changed.TradeId] = changed;
                DropWhenFull_NeedsGate();
            }
        }
    }

    /// <summary>All of them, and the sequence up to which they make the store complete; null when the journal has to be read instead.</summary>
    public (IReadOnlyCollection<TradeState> Trades, long UpTo)? Take()
    {
        lock (_gate)
        {
            if (IsBehind)
            {
                IsBehind = false;
                return null;
            }

            var taken = _trades;
            _trades = [];
            return (taken.Values, LastSequence);
        }
    }

    /// <summary>After a failed save; newer states that came meanwhile stay.</summary>
    public void PutBack(IReadOnlyCollection<TradeState> trades)
    {
        lock (_gate)
        {
            if (IsBehind)
            {
                return; // the journal is read, and what it says may differ by now
            }

            foreach (var trade in trades)
            {
                _trades.TryAdd(trade.TradeId, trade);
            }

            DropWhenFull_NeedsGate();
        }
    }

    /// <summary>Lets everything go: the journal has it.</summary>
    public void MustCatchUp()
    {
        lock (_gate)
        {
            IsBehind = true;
            _trades = [];
        }
    }

    private void DropWhenFull_NeedsGate()
    {
        if (_trades.Count > max)
        {
            OverflowCount++;
            IsBehind = true;
            _trades = [];
        }
    }
}
