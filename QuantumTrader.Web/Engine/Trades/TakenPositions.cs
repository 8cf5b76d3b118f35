using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Risk;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// Positions that the venue itself took away: liquidations, reductions by ADL, settlements. Each is told once, and its symbol takes no
/// entry until a named person switches both sides on again. What was taken while nothing ran is told at the start, if it was a trade's.
/// </summary>
public sealed class TakenPositions(ThrottleWatch throttle, IEventBus bus, EngineTasks tasks, TimeProvider time, IIdSource ids)
{
    private readonly Dictionary<Symbol, string> _told = []; // the last order of each symbol

    /// <summary>A trade's; each fill comes here once.</summary>
    public void OnEvent(JournaledEvent journaled)
    {
        if (journaled.Event is OrderFilled { IsLiquidation: true } fill)
        {
            Tell(fill.Symbol, fill.ClientOrderId.Value, fill.Price, fill.TradeId);
        }
    }

    /// <summary>Of a position that no trade explains.</summary>
    public void OnForeign(VenueFill fill) => Tell(fill.Symbol, fill.ClientOrderId, fill.Price, trade: null);

    private void Tell(Symbol symbol, string order, Price price, TradeId? trade)
    {
        throttle.OnTaken(symbol);
        if (_told.TryGetValue(symbol, out var last) && last == order)
        {
            return; // a further fill of the same order
        }

        _told[symbol] = order;
        tasks.Publish("journal a loss of a position", bus, new PositionTaken(ids.Next(), time.GetUtcNow())
        {
            Symbol = symbol,
            Reason = ExitReasons.OfVenue(order),
            TradeId = trade,
            VenueOrder = order,
            Price = price,
        });
    }
}
