using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>
/// The account as we know it from the venue's updates: wallet, legs and equity, marked to market on every bar without a
/// request and without an allocation. It begins with a reading of the venue and is compared with the venue again and again;
/// the venue wins. Fills may be told twice and in any order.
/// </summary>
public sealed class AccountLedger
{
    /// <summary>So many fills since the last agreement can be told late and still count; what is older is for the next comparison.</summary>
    public const int FillsKeptMax = 1_000;

    private static readonly IComparer<(long Id, string Symbol)> InTurn =
        Comparer<(long Id, string Symbol)>.Create(static (a, b) => a.Id != b.Id ? a.Id.CompareTo(b.Id) : string.CompareOrdinal(a.Symbol, b.Symbol));

    private readonly Dictionary<(Symbol, PositionSide), LedgerPosition> _legs = [];
    private readonly SortedList<(long Id, string Symbol), VenueFill> _fills = new(FillsKeptMax + 1, InTurn); // since SettledTo; bounded by FillsKeptMax
    private readonly Dictionary<Symbol, LedgerPosition[]> _bySymbol = [];
    private (Symbol Symbol, LedgerPosition[] Legs) _last = (default, []);
    private Usd _unrealised;
    private Usd _exposure;
    private DateTimeOffset _readAtUtc; // of the last reading that was taken

    /// <summary>False until the first reading; equity means nothing before.</summary>
    public bool IsKnown { get; private set; }

    public Usd Wallet { get; private set; }

    public Usd NetTransfers { get; private set; }

    /// <inheritdoc cref="AccountSnapshot.TransfersSinceUtc"/>
    public DateTimeOffset? TransfersSinceUtc { get; private set; }

    /// <summary>The newest that was counted.</summary>
    public long LastFillId { get; private set; }

    /// <summary>Every fill up to this one is in the numbers. Of later ones, those are that were told.</summary>
    public long SettledTo { get; private set; }

    /// <summary>Fills counted so far.</summary>
    public long FillsCounted { get; private set; }

    /// <summary>Wallet plus unrealised profit; null before the first reading.</summary>
    public Usd? Equity => IsKnown ? Wallet + _unrealised : null;

    /// <summary>What the venue itself said last, at its own marks; moved by transfers since. Null before the first reading.</summary>
    public Usd? EquityRead { get; private set; }

    /// <summary>All legs' notional at the mark, added up without regard to direction.</summary>
    public Usd TotalNotional => _exposure;

    public IReadOnlyCollection<LedgerPosition> Legs => _legs.Values;

    /// <summary>
    /// The legs that are not flat, in the venue's words, as far as they were told; leverage and margin are not kept here. A leg that holds what
    /// it cannot hold, because an opening was not told, is left out: of what it really holds, nothing is known.
    /// </summary>
    public IReadOnlyList<VenuePosition> HeldAsKnown() => [.. _legs.Values.Where(l => l is { IsFlat: false, IsPossible: true }).Select(l => l.AsTold())];

    /// <summary>Takes the venue's word for everything.</summary>
    public void Adopt(AccountSnapshot snapshot, long lastFillId)
    {
        (Wallet, LastFillId, IsKnown, _readAtUtc) = (snapshot.WalletBalance, lastFillId, true, snapshot.AtUtc);
        EquityRead = snapshot.Equity;
        if (!snapshot.TransfersUnread)
        {
            (NetTransfers, TransfersSinceUtc) = (snapshot.NetTransfers, snapshot.TransfersSinceUtc);
        }

        foreach (var leg in _legs.Values)
        {
            leg.Held = leg.Held with { SignedQuantity = 0m };
            leg.Reckon();
        }

        foreach (var position in snapshot.Positions)
        {
            var leg = Leg(position.Symbol, position.PositionSide);
            leg.Held = new LegState(position.Direction.Sign() * position.Quantity.Value, position.EntryPrice);
            leg.MarkPrice = position.MarkPrice;
            leg.Reckon();
        }

        Settle();
        Recount();
    }

    /// <summary>A reading of the venue said the same, so that nothing that was not told is missing.</summary>
    public void Settle()
    {
        SettledTo = LastFillId;
        _fills.Clear();
        foreach (var leg in _legs.Values)
        {
            leg.Settled = leg.Held;
        }
    }

    /// <summary>False for a fill that was counted before. One that is told after a later one is counted in its place.</summary>
    public bool Apply(VenueFill fill)
    {
        if (fill.FillId <= SettledTo || !_fills.TryAdd((fill.FillId, fill.Symbol.Value), fill))
        {
            return false;
        }

        FillsCounted++;
        Wallet = Wallet + fill.RealisedPnl - fill.FeeFromWallet;
        var leg = Leg(fill.Symbol, fill.PositionSide);
        leg.Held = fill.FillId > LastFillId ? leg.Held.After(fill) : HeldAnew(leg);
        LastFillId = Math.Max(LastFillId, fill.FillId);
        if (!leg.MarkPrice.IsValid)
        {
            leg.MarkPrice = fill.Price;
        }

        leg.Reckon();
        Recount();
        SettleOldest();
        return true;
    }

    /// <summary>Fills up to this id are in what <see cref="Adopt"/> took; told again, they change nothing.</summary>
    public void SeenFillsUpTo(long fillId)
    {
        LastFillId = Math.Max(LastFillId, fillId);
        Settle();
    }

    /// <summary>What is told late may be in the last reading that was taken; then it changes nothing.</summary>
    public void ApplyFunding(Usd amount, DateTimeOffset atUtc) => Wallet += IsRead(atUtc) ? Usd.Zero : amount;

    /// <inheritdoc cref="ApplyFunding"/>
    public void ApplyTransfer(Usd amount, DateTimeOffset atUtc)
    {
        if (!IsRead(atUtc))
        {
            (Wallet, NetTransfers, EquityRead) = (Wallet + amount, NetTransfers + amount, EquityRead + amount);
        }
    }

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

    /// <summary>The average entry depends on the order of the fills: they are counted again, each in its place.</summary>
    private LegState HeldAnew(LedgerPosition leg)
    {
        var held = leg.Settled;
        foreach (var fill in _fills.Values)
        {
            held = fill.Symbol == leg.Symbol && fill.PositionSide == leg.Side ? held.After(fill) : held;
        }

        return held;
    }

    private bool IsRead(DateTimeOffset atUtc) => atUtc < _readAtUtc;

    private void SettleOldest()
    {
        if (_fills.Count > FillsKeptMax)
        {
            var oldest = _fills.GetValueAtIndex(0);
            var leg = Leg(oldest.Symbol, oldest.PositionSide);
            leg.Settled = leg.Settled.After(oldest);
            SettledTo = oldest.FillId;
            _fills.RemoveAt(0);
        }
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
