using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Each symbol's leverage as the venue last confirmed it: in an answer to setting it, or in a reading of the account. Bounded by the
/// symbols of the venue.
/// </summary>
public sealed class VenueLeverages
{
    private readonly Dictionary<Symbol, (Leverage? Value, long Change)> _known = [];
    private long _changes;
    private long _forgottenAll;

    /// <summary>Null: not known, which allows no entry.</summary>
    public Leverage? Of(Symbol symbol) => _known.TryGetValue(symbol, out var known) ? known.Value : null;

    public void Confirm(Symbol symbol, Leverage leverage) => _known[symbol] = (leverage, ++_changes);

    /// <summary>Before it is set anew, and when the answer to that is not known: either may hold.</summary>
    public void Forget(Symbol symbol) => _known[symbol] = (null, ++_changes);

    /// <summary>Somebody else may have set them.</summary>
    public void ForgetAll()
    {
        _known.Clear();
        _forgottenAll = ++_changes;
    }

    /// <summary>
    /// The stream tells that it was set. Which of two comes first, the answer to us or this, nobody knows: what differs from what was
    /// confirmed is not known from here on, and the next entry sets its own.
    /// </summary>
    public void OnTold(Symbol symbol, Leverage leverage)
    {
        if (Of(symbol) is { } known && known != leverage)
        {
            Forget(symbol);
        }
    }

    /// <summary>To be taken before the account is asked for, and given to <see cref="OnAccount"/>.</summary>
    public long Mark() => _changes;

    /// <summary>The venue's word. What was set while it was being read is newer than it.</summary>
    public void OnAccount(AccountSnapshot account, long mark)
    {
        foreach (var (symbol, leverage) in account.Leverages)
        {
            Read(symbol, leverage, mark);
        }

        foreach (var position in account.Positions)
        {
            Read(position.Symbol, position.Leverage, mark);
        }
    }

    private void Read(Symbol symbol, Leverage leverage, long mark)
    {
        if (mark >= _forgottenAll && (!_known.TryGetValue(symbol, out var known) || known.Change <= mark))
        {
            _known[symbol] = (leverage, mark);
        }
    }
}
