using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Symbols in which nothing is opened for a while; what is open there is looked after and closed. Bounded by the symbols.</summary>
public sealed class SymbolPauses
{
    private readonly Dictionary<Symbol, SymbolPause> _pauses = [];

    public IReadOnlyCollection<SymbolPause> All => _pauses.Values;

    /// <summary>A pause that is on already ends at the later of both.</summary>
    public void Pause(Symbol symbol, string owner, string reason, DateTimeOffset atUtc, DateTimeOffset untilUtc)
    {
        if (!(_pauses.TryGetValue(symbol, out var on) && on.UntilUtc >= untilUtc))
        {
            _pauses[symbol] = new SymbolPause(symbol, owner, reason, atUtc, untilUtc);
        }
    }

    public bool IsPaused(Symbol symbol) => _pauses.ContainsKey(symbol);

    /// <summary>Ends what is over.</summary>
    public void Expire(DateTimeOffset nowUtc)
    {
        while (Over(nowUtc) is { } over)
        {
            _pauses.Remove(over);
        }
    }

    public void Clear() => _pauses.Clear();

    private Symbol? Over(DateTimeOffset nowUtc)
    {
        foreach (var pause in _pauses.Values)
        {
            if (nowUtc >= pause.UntilUtc)
            {
                return pause.Symbol;
            }
        }

        return null;
    }
}
