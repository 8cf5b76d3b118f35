using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>
/// The account as we know it from the venue's updates: wallet, legs and equity, marked to market on every bar without a
/// request and without an allocation. It begins with a reading of the venue and is compared with the venue again and again;
/// the venue wins.
/// </summary>
public sealed class AccountLedger
{
    private readonly Dictionary<(Symbol, PositionSide), LedgerPosition> _legs = [];
    private readonly Dictionary<Symbol, LedgerPosition[]> _bySymbol = [];
    private (Symbol Symbol, LedgerPosition[] Legs) _last = (default, []);
    private Usd _unrealised;
    private Usd _exposure;

    /// <summary>False until the first reading; equity means nothing before.</summary>
    public bool IsKnown { get; private set; }

    public Usd Wallet { get; private set; }

    public Usd NetTransfers { get; private set; }

    public long LastFillId { get; private set; }

    /// <summary>The venue's word and ours were the same when this was the last fill; one that is missing now is newer.</summary>
    public long AgreedFillId { get; private set; }

    /// <summary>Wallet plus unrealised profit; null before the first reading.</summary>
    public Usd? Equity => IsKnown ? Wallet + _unrealised : null;

    /// <summary>All legs' notional at the mark, added up without regard to direction.</summary>
    public Usd TotalNotional => _exposure;

    public IReadOnlyCollection<LedgerPosition> Legs => _legs.Values;

    /// <summary>Takes the venue's word for everything.</summary>
    public void Adopt(AccountSnapshot snapshot, long lastFillId)
    {
        (Wallet, NetTransfers, LastFillId, AgreedFillId, IsKnown) = (snapshot.WalletBalance, snapshot.NetTransfers, lastFillId, lastFillId, true);
        foreach (var leg in _legs.Values)
        {
            leg.SignedQuantity = 0m;
            leg.Reckon();
        }

        foreach (var position in snapshot.Positions)
        {
            var leg = Leg(position.Symbol, position.PositionSide);
            leg.SignedQuantity = position.Direction.Sign() * position.Quantity.Value;
            leg.EntryPrice = position.EntryPrice;
            leg.MarkPrice = position.MarkPrice;
            leg.Reckon();
        }

        Recount();
    }

    /// <summary>False for a fill that was applied before.</summary>
    public bool Apply(VenueFill fill)
    {
        if (fill.FillId <= LastFillId)
        {
            return false;
        }

        LastFillId = fill.FillId;
        Wallet = Wallet + fill.RealisedPnl - fill.Fee;
        var leg = Leg(fill.Symbol, fill.PositionSide);
        var change = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        leg.EntryPrice = EntryAfter(leg, change, fill.Price);
        leg.SignedQuantity += change;
        if (!leg.MarkPrice.IsValid)
        {
            leg.MarkPrice = fill.Price;
        }

        leg.Reckon();
        Recount();
        return true;
    }

    /// <summary>Fills up to this id are in what <see cref="Adopt"/> took; told again, they change nothing.</summary>
    public void SeenFillsUpTo(long fillId) => LastFillId = Math.Max(LastFillId, fillId);

    /// <summary>A comparison with the venue found no difference.</summary>
    public void Agree() => AgreedFillId = LastFillId;

    public void ApplyFunding(Usd amount) => Wallet += amount;

    public void ApplyTransfer(Usd amount) => (Wallet, NetTransfers) = (Wallet + amount, NetTransfers + amount);

    /// <summary>Marks a symbol's legs. Called for every bar.</summary>
    public void Mark(Symbol symbol, Price mark)
    {
        foreach (var leg in LegsOf(symbol))
        {
            if (leg.IsFlat)
            {
                leg.MarkPrice = mark;
                continue;
            }

            var (pnl, notional) = (leg.UnrealisedPnl, leg.Notional);
            leg.MarkPrice = mark;
            leg.Reckon();
            _unrealised += leg.UnrealisedPnl - pnl;
            _exposure += leg.Notional - notional;
        }
    }

    /// <summary>All legs of one symbol at the mark.</summary>
    public Usd NotionalOf(Symbol symbol)
    {
        var sum = Usd.Zero;
        foreach (var leg in LegsOf(symbol))
        {
            sum += leg.Notional;
        }

        return sum;
    }

    /// <summary>A leg of the symbol is not flat.</summary>
    public bool Holds(Symbol symbol)
    {
        foreach (var leg in LegsOf(symbol))
        {
            if (!leg.IsFlat)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many legs are not flat.</summary>
    public int OpenCount { get; private set; }

    public LedgerPosition? Find(Symbol symbol, PositionSide side) => _legs.GetValueOrDefault((symbol, side));

    private static Price EntryAfter(LedgerPosition leg, decimal change, Price price)
    {
        var before = leg.SignedQuantity;
        var after = before + change;
        if (before == 0m || Math.Sign(before) != Math.Sign(after))
        {
            return price; // Opened, closed or flipped: what is held now was bought here.
        }

        return Math.Sign(before) == Math.Sign(change)
            ? new Price(((leg.EntryPrice.Value * before) + (price.Value * change)) / after)
            : leg.EntryPrice;
    }

    private LedgerPosition Leg(Symbol symbol, PositionSide side)
    {
        if (_legs.TryGetValue((symbol, side), out var leg))
        {
            return leg;
        }

        leg = new LedgerPosition(symbol, side);
        _legs.Add((symbol, side), leg);
        _last = (symbol, _bySymbol[symbol] = [.. LegsOf(symbol), leg]);
        return leg;
    }

    private LedgerPosition[] LegsOf(Symbol symbol)
    {
        // One symbol's bars often come in a row; comparing names by reference first is cheaper than hashing.
        if (_last.Symbol != symbol)
        {
            _last = (symbol, _bySymbol.GetValueOrDefault(symbol, []));
        }

        return _last.Legs;
    }

    private void Recount()
    {
        (_unrealised, _exposure, OpenCount) = (Usd.Zero, Usd.Zero, 0);
        foreach (var leg in _legs.Values)
        {
            if (leg.IsFlat)
            {
                continue;
            }

            _unrealised += leg.UnrealisedPnl;
            _exposure += leg.Notional;
            OpenCount++;
        }
    }
}
