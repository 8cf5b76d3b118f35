using System.Globalization;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// What people must close at the venue, because nothing sent from here closes it. A line ends when the venue tells that the position is gone
/// or takes closes from here again, and never because nothing is heard. Kept in memory alone. Used on the engine's scheduler.
/// </summary>
public sealed class ManualCloseList(TimeProvider time)
{
    /// <summary>So many closes in a row that failed are no chance; the desk tries them over half a minute or so.</summary>
    public const int RefusedFrom = 5;

    /// <summary>A reading that comes sooner may have been asked for before.</summary>
    public static readonly TimeSpan ReadingMargin = TimeSpan.FromSeconds(10);

    /// <summary>How long a list of which nothing is left to do stays for people to look at.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(Symbol, PositionSide), ManualCloseItem> _items = []; // bounded by the legs of the account
    private readonly Dictionary<TradeId, (int Count, string Why)> _refused = []; // bounded by the open trades: forgotten with them
    private (AccountSnapshot Account, DateTimeOffset AtUtc)? _reading;

    /// <summary>The oldest first; empty when everything can be closed from here.</summary>
    public IReadOnlyList<ManualCloseItem> Items => _items.Count == 0 ? [] : [.. _items.Values.OrderBy(i => i.SinceUtc).ThenBy(i => i.Symbol)];

    /// <summary>Counts the closes that failed, one after the other.</summary>
    public void OnEvent(DomainEvent e)
    {
        if (e is not TradeOrderEvent { Purpose: OrderPurpose.Exit or OrderPurpose.Emergency } order)
        {
            return;
        }

        var failure = order switch
        {
            OrderRejected rejected => string.Create(CultureInfo.InvariantCulture, $"{rejected.VenueCode} {rejected.VenueText}"),
            OrderUnknown unknown => unknown.Cause,
            _ => null,
        };
        if (failure is not null)
        {
            _refused[order.TradeId] = (_refused.GetValueOrDefault(order.TradeId).Count + 1, failure);
        }
        else if (order is OrderAccepted or OrderFilled)
        {
            _refused.Remove(order.TradeId);
        }
    }

    /// <summary>The venue told the whole account: what it does not hold is gone, and what it holds is not closed, whoever said so.</summary>
    public void OnReading(AccountSnapshot account)
    {
        var now = time.GetUtcNow();
        _reading = (account, now);
        foreach (var (key, item) in _items.ToArray())
        {
            if (now - item.SinceUtc < ReadingMargin)
            {
                continue;
            }

            var there = account.Positions.FirstOrDefault(p => (p.Symbol, p.PositionSide) == key);
            if (item.End == ManualCloseEnd.Gone && there is not null)
            {
                _items.Remove(key);
            }
            else if (item.End is null)
            {
                _items[key] = there is null ? Ended(item, ManualCloseEnd.Gone, now) : StillThere(item, there, now);
            }
        }
    }

    /// <summary>Compares with the ledger, which the venue's fills move.</summary>
    /// <param name="ledger">What is held as far as is known.</param>
    /// <param name="book">Whose closes were counted.</param>
    /// <param name="forbidden">Why the venue takes no close at all; null: it does.</param>
    /// <param name="stuck">Why a stop does not get the account flat; null: none is stuck.</param>
    public void Look(AccountLedger ledger, TradeBook book, string? forbidden, string? stuck)
    {
        if (_refused.Count > 0)
        {
            ForgetClosed(book);
        }

        if ((forbidden ?? stuck) is null && _refused.Count == 0 && _items.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var leg in ledger.Legs)
        {
            Look(leg, forbidden ?? stuck ?? WhyRefused(leg, book), now, book);
        }

        if (_items.Values.All(i => i.End is not null && now - i.EndedAtUtc >= KeptFor))
        {
            _items.Clear();
        }
    }

    /// <summary>A person says to have seen it closed. That is noted, and no more: the ledger holds what the venue told.</summary>
    /// <returns>Null when it was noted; else why not.</returns>
    public string? SeeClosed(Symbol symbol, PositionSide side, string by)
    {
        if (_items.GetValueOrDefault((symbol, side)) is not { End: null } item)
        {
            return "There is no such position to be closed by hand, or not any more.";
        }

        if (item.SeenClosedBy is { } other)
        {
            return $"{other} has said so already.";
        }

        _items[(symbol, side)] = item with { SeenClosedBy = by, SeenClosedAtUtc = time.GetUtcNow(), Doubt = null };
        return null;
    }

    /// <summary>Another process trades the account, and has a list of its own.</summary>
    public void Clear()
    {
        _items.Clear();
        _refused.Clear();
    }

    private void Look(LedgerPosition leg, string? why, DateTimeOffset now, TradeBook book)
    {
        var key = (leg.Symbol, leg.Side);
        var item = _items.GetValueOrDefault(key);
        if (leg.IsFlat)
        {
            if (item is { End: null })
            {
                _items[key] = Ended(item, ManualCloseEnd.Gone, now);
            }
        }
        else if (why is null)
        {
            if (item is { End: null })
            {
                _items[key] = Ended(item, ManualCloseEnd.Released, now);
            }
        }
        else if (item is null or { End: ManualCloseEnd.Released } || (item.End == ManualCloseEnd.Gone && !IsGoneByReading(key)))
        {
            _items[key] = New(leg, why, now, book);
        }
        else if (item.End is null && (item.Why, item.Quantity) != (why, leg.Quantity))
        {
            _items[key] = item with { Why = why, Quantity = leg.Quantity, Entry = leg.EntryPrice, Direction = leg.Direction };
        }
    }

    private ManualCloseItem New(LedgerPosition leg, string why, DateTimeOffset now, TradeBook book) => new()
    {
        Symbol = leg.Symbol,
        Side = leg.Side,
        Direction = leg.Direction,
        Quantity = leg.Quantity,
        Entry = leg.EntryPrice,
        SinceUtc = now,
        Why = why,
        KnownAtUtc = _reading is { } read && read.Account.Positions.Any(p => p.Symbol == leg.Symbol && p.PositionSide == leg.Side)
            ? read.AtUtc
            : book.Open.FirstOrDefault(t => t.Symbol == leg.Symbol && t.PositionSide == leg.Side && t.QuantityOpen.IsPositive)?.OpenedAtUtc, // younger than the last reading: by its fill
    };

    /// <summary>The ledger may lag behind a reading; then it opens nothing anew.</summary>
    private bool IsGoneByReading((Symbol Symbol, PositionSide Side) key) =>
        _reading is { } read && !read.Account.Positions.Any(p => p.Symbol == key.Symbol && p.PositionSide == key.Side);

    private string? WhyRefused(LedgerPosition leg, TradeBook book)
    {
        foreach (var (id, (count, why)) in _refused)
        {
            if (count >= RefusedFrom && book.Find(id) is { } trade && trade.Symbol == leg.Symbol && trade.PositionSide == leg.Side)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Its close was refused {count} times in a row: {why}");
            }
        }

        return null;
    }

    private void ForgetClosed(TradeBook book)
    {
        foreach (var id in _refused.Keys.Where(id => book.Find(id) is not { QuantityOpen.IsPositive: true }).ToArray())
        {
            _refused.Remove(id);
        }
    }

    private static ManualCloseItem StillThere(ManualCloseItem item, VenuePosition there, DateTimeOffset now)
    {
        var told = item with { Quantity = there.Quantity, Entry = there.EntryPrice, Direction = there.Direction, KnownAtUtc = now };
        return item is { SeenClosedBy: { } by, SeenClosedAtUtc: { } at } && now - at >= ReadingMargin
            ? told with { SeenClosedBy = null, SeenClosedAtUtc = null, Doubt = string.Create(CultureInfo.InvariantCulture, $"{by} said at {at:HH:mm:ss} UTC that it was closed; the venue still held it at {now:HH:mm:ss} UTC.") }
            : told;
    }

    private static ManualCloseItem Ended(ManualCloseItem item, ManualCloseEnd end, DateTimeOffset now) => item with { End = end, EndedAtUtc = now };
}
