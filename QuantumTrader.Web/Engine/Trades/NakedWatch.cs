using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// After the lease was lost: whoever leads now protects what is open. Should a position of a trade that was led here have no stop at
/// the venue in two looks, it gets one from here; nothing else is sent.
/// </summary>
public sealed class NakedWatch(IExchangeReader reader, Leadership leadership, TradeOrderDesk orders, TradeBook book, SymbolTable symbols)
{
    private readonly HashSet<TradeId> _seen = []; // bounded by the open trades

    /// <summary>One look; the time between two is the caller's.</summary>
    public async Task LookAsync()
    {
        var held = leadership.LastEpoch == 0 ? [] : book.Open.Where(t => t.QuantityOpen.IsPositive).ToArray();
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
            else if (!_seen.Add(trade.TradeId) && leadership.Duty == EngineDuty.StandingBy)
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

        var quantity = trade.QuantityOpen < position.Quantity ? trade.QuantityOpen : position.Quantity;
        var trigger = ProtectionPlanner.StopTrigger(trade, state.Instrument, position.EntryPrice);
        await orders.PlaceAsync(trade, new ProtectionAction.Place(OrderPurpose.StopLoss, OrderType.StopMarket, quantity, trigger));
    }
}
