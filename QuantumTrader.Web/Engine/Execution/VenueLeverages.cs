using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Each symbol's leverage as the venue last confirmed it: in an answer to setting it, or with a position. Bounded by the symbols of the venue.</summary>
public sealed class VenueLeverages
{
    private readonly Dictionary<Symbol, Leverage> _known = [];

    /// <summary>Null: not known, which allows no entry.</summary>
    public Leverage? Of(Symbol symbol) => _known.TryGetValue(symbol, out var leverage) ? leverage : null;

    public void Confirm(Symbol symbol, Leverage leverage) => _known[symbol] = leverage;

    /// <summary>Before it is set anew, and when the answer to that is not known: either may hold.</summary>
    public void Forget(Symbol symbol) => _known.Remove(symbol);

    /// <summary>Somebody else may have set them.</summary>
    public void ForgetAll() => _known.Clear();

    /// <summary>The venue's word about the symbols that are held.</summary>
    public void OnAccount(AccountSnapshot account)
    {
        foreach (var position in account.Positions)
        {
            Confirm(position.Symbol, position.Leverage);
        }
    }
}
