using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// For times in which the desk does not see or may not act: after the lease was lost, when whoever leads now protects what is open,
/// and while the disk hangs, when the book does not hear of fills. Should a position of a trade that was led here have no stop at the
/// venue in two looks, it gets one from here; nothing else is sent.
/// </summary>
/// <param name="reader">The venue.</param>
/// <param name="isNeeded">False while the desk looks after its trades.</param>
/// <param name="orders">Places the stop.</param>
/// <param name="book">The trades, as far as the disk let them be known.</param>
/// <param name="symbols">Their instruments.</param>
public sealed class NakedWatch(IExchangeReader reader, Func<bool> isNeeded, TradeOrderDesk orders, TradeBook book, SymbolTable symbols)
{
    private readonly HashSet<TradeId> _seen = []; // bounded by the open trades

    /// <summary>One look; the time between two is the caller's.</summary>
    public async Task LookAsync()
    {
        var held = isNeeded() ? book.Open.Where(t => t.QuantityOpen.IsPositive || t.EntryIsWorking).ToArray() : [];
        if (held.Length == 0
            || await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account }
            || await reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var resting })
        {
            return;
        }

        foreach (var trade in held)
        {
            var position = account.Positions.FirstOrDefault(p => p.Symbol == trade.Symbol && p.PositionSide == trade.PositionSide && p.Direction == trade.Direction);
            if (position is null || resting.Any(o => IsStopOf(o, position)))
            {
                _seen.Remove(trade.TradeId);
            }
            else if (!_seen.Add(trade.TradeId) && isNeeded())
            {
                await ProtectAsync(trade, position);
            }
        }
    }

    private static bool IsStopOf(VenueOrder order, VenuePosition position) =>
        order.Symbol == position.Symbol && order.PositionSide == position.PositionSide && order.Type == OrderType.StopMarket && order.Side == position.Direction.ExitSide();

    private async Task ProtectAsync(TradeState trade, VenuePosition position)
    {
        if (symbols.Find(trade.Symbol) is not { } state)
        {
            return;
        }

        var most = trade.EntryIsWorking ? trade.QuantityPlanned : trade.QuantityOpen;
        var quantity = most < position.Quantity ? most : position.Quantity;
        var trigger = ProtectionPlanner.StopTrigger(trade, state.Instrument, position.EntryPrice);
        await orders.PlaceAsync(trade, new ProtectionAction.Place(OrderPurpose.StopLoss, OrderType.StopMarket, quantity, trigger));
    }
}
