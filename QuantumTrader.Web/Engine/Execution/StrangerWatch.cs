using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Tells of positions and resting orders at the venue that are not ours, each once, and anew when it was gone and came back. While the
/// engine runs, what is seen once may be a fill on its way to the book: it is told when the next look finds it too.
/// </summary>
/// <param name="book">Whose trades explain what is held.</param>
/// <param name="symbols">For what is too small to count.</param>
/// <param name="rule">Whether positions are adopted.</param>
/// <param name="tell">Where the event goes; never waits.</param>
/// <param name="time">For the event.</param>
/// <param name="ids">For the event.</param>
/// <param name="log">For people.</param>
public sealed class StrangerWatch(TradeBook book, SymbolTable symbols, StrangerRule rule, Action<DomainEvent> tell, TimeProvider time, IIdSource ids, ILogger<StrangerWatch> log)
{
    // All bounded by what the venue holds open.
    private readonly HashSet<(Symbol, PositionSide, Direction)> _toldPositions = [];
    private readonly HashSet<(Symbol, long, bool)> _toldOrders = [];
    private HashSet<(Symbol, PositionSide, Direction)> _seenPositions = [];
    private HashSet<(Symbol, long, bool)> _seenOrders = [];

    /// <summary>One look while the engine runs, at a reading that ledger and venue agree about. True: there is a position to adopt.</summary>
    public bool LookAtPositions(AccountSnapshot account)
    {
        var strangers = account.Positions.Where(p => Unexplained(p).IsPositive).ToArray();
        var (seen, adopts) = (strangers.Select(KeyOf).ToHashSet(), false);
        foreach (var position in strangers.Where(p => _seenPositions.Contains(KeyOf(p)) && !_toldPositions.Contains(KeyOf(p))))
        {
            if (MayAdopt(position))
            {
                adopts = true;
            }
            else
            {
                Tell(position, adoptedAs: null);
            }
        }

        _toldPositions.IntersectWith(seen);
        _seenPositions = seen;
        return adopts;
    }

    /// <summary>The settings say so, no trade of ours holds a part of it, and it can be protected here.</summary>
    public bool MayAdopt(VenuePosition position) =>
        rule == StrangerRule.Adopt && symbols.Find(position.Symbol) is not null && Unexplained(position) == position.Quantity && book.OpenFor(position.Symbol) is null;

    /// <param name="position">At the venue.</param>
    /// <param name="adoptedAs">The trade that it becomes; null: it is left alone.</param>
    public void Tell(VenuePosition position, TradeId? adoptedAs)
    {
        if (!_toldPositions.Add(KeyOf(position)))
        {
            return;
        }

        var quantity = Unexplained(position);
        if (adoptedAs is null)
        {
            log.NotOurs(position.Symbol.Value, $"{quantity}");
        }

        tell(new StrangerFound(ids.Next(), time.GetUtcNow())
        {
            Kind = StrangerKind.Position,
            Symbol = position.Symbol,
            PositionSide = position.PositionSide,
            Side = position.Direction.EntrySide(),
            Quantity = quantity,
            AdoptedAs = adoptedAs?.Value,
        });
    }

    /// <summary>One look at everything that rests at the venue.</summary>
    /// <param name="orders">Regular and conditional ones.</param>
    /// <param name="atOnce">At a start, when nothing is on its way.</param>
    public void LookAtOrders(IEnumerable<VenueOrder> orders, bool atOnce)
    {
        var strangers = orders.Where(IsStranger).ToArray();
        var seen = strangers.Select(KeyOf).ToHashSet();
        foreach (var order in strangers.Where(o => (atOnce || _seenOrders.Contains(KeyOf(o))) && _toldOrders.Add(KeyOf(o))))
        {
            Tell(order);
        }

        _toldOrders.IntersectWith(seen);
        _seenOrders = seen;
    }

    /// <summary>
    /// What no trade of ours holds; nothing while an order of the symbol is at work, or where it is too small to be closed. A trade's own
    /// quantity counts in its direction alone.
    /// </summary>
    private Quantity Unexplained(VenuePosition position)
    {
        var trades = book.Open.Where(t => t.Symbol == position.Symbol && t.PositionSide == position.PositionSide).ToArray();
        if (trades.Any(t => t.EntryIsWorking || t.ExitIsWorking))
        {
            return Quantity.Zero;
        }

        var left = position.Quantity.Value - trades.Where(t => t.Direction == position.Direction).Sum(t => t.QuantityOpen.Value);
        return left <= 0m || (symbols.Find(position.Symbol) is { } state && left < state.Instrument.QuantityMin.Value) ? Quantity.Zero : new(left);
    }

    /// <summary>What the venue makes itself to take a position away is nobody's, and a market order rests only on its way to be filled.</summary>
    private static bool IsStranger(VenueOrder order) =>
        order is { IsOpen: true, Type: not OrderType.Market } && RunLedger.OwnerOf(order.ClientOrderId) == OrderOwner.Stranger && !ClientOrderIds.IsVenueMade(order.ClientOrderId);

    private void Tell(VenueOrder order)
    {
        log.OrderNotOurs(order.Symbol.Value, order.ClientOrderId);
        tell(new StrangerFound(ids.Next(), time.GetUtcNow())
        {
            Kind = StrangerKind.Order,
            Symbol = order.Symbol,
            PositionSide = order.PositionSide,
            Side = order.Side,
            Quantity = order.Quantity - order.FilledQuantity,
            ClientOrderId = order.ClientOrderId,
        });
    }

    private static (Symbol, PositionSide, Direction) KeyOf(VenuePosition position) => (position.Symbol, position.PositionSide, position.Direction);

    private static (Symbol, long, bool) KeyOf(VenueOrder order) => (order.Symbol, order.VenueOrderId, order.Type.IsConditional());
}
