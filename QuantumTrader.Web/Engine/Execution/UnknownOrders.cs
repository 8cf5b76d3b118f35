using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Orders whose fate nobody knows. Each blocks its symbol for entries and is asked for at the venue until there is an
/// answer; "does not exist" is believed only after <see cref="ExecutionOptions.NotPlacedAfter"/>.
/// </summary>
public sealed class UnknownOrders(IExchangeReader reader, IEventBus bus, TimeProvider time, IIdSource ids, ExecutionOptions options, ILogger<UnknownOrders> log)
{
    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(8);
    private readonly Dictionary<ClientOrderId, Symbol> _open = [];

    public int Count => _open.Count;

    /// <summary>How often an outcome became unknown, or known again.</summary>
    public long Changes { get; private set; }

    /// <summary>Without the closes of an emergency, which cannot do harm however late they come.</summary>
    public int CountBesideEmergency
    {
        get
        {
            var count = 0;
            foreach (var id in _open.Keys)
            {
                count += ClientOrderIds.IsEmergency(id.Value) ? 0 : 1;
            }

            return count;
        }
    }

    /// <summary>Those that are blocked, each once.</summary>
    public IReadOnlyList<Symbol> Symbols => [.. _open.Values.Distinct()];

    public bool Blocks(Symbol symbol)
    {
        if (_open.Count == 0)
        {
            return false;
        }

        foreach (var blocked in _open.Values)
        {
            if (blocked == symbol)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(Symbol symbol, ClientOrderId id)
    {
        Changes += _open.TryAdd(id, symbol) ? 1 : 0;
    }

    /// <summary>Asks until the venue has told what became of the order, and publishes that.</summary>
    public async Task ResolveAsync(TradeId trade, Symbol symbol, ClientOrderId id, OrderPurpose purpose)
    {
        Add(symbol, id);
        var began = time.GetTimestamp(); // a clock that jumps ahead is no time in which it could have come
        for (var wait = WaitMin; ; wait = wait * 2 < WaitMax ? wait * 2 : WaitMax)
        {
            await Task.Delay(wait, time);
            var read = await reader.FindOrderAsync(symbol, id, CancellationToken.None);
            var believesAbsence = time.GetElapsedTime(began) >= options.NotPlacedAfter;
            if (await SettleAsync(trade, symbol, id, purpose, read, believesAbsence))
            {
                Changes += _open.Remove(id) ? 1 : 0;
                return;
            }
        }
    }

    /// <summary>One question about an order of an earlier process; false when the venue did not say enough yet.</summary>
    /// <param name="trade">The order's trade.</param>
    /// <param name="symbol">The order's symbol.</param>
    /// <param name="id">The order's id.</param>
    /// <param name="purpose">What the order was for.</param>
    /// <param name="askingSinceUtc">The earlier process was gone by then; what it had sent may still be on its way.</param>
    public async Task<bool> SettleNowAsync(TradeId trade, Symbol symbol, ClientOrderId id, OrderPurpose purpose, DateTimeOffset askingSinceUtc)
    {
        var read = await reader.FindOrderAsync(symbol, id, CancellationToken.None);
        return await SettleAsync(trade, symbol, id, purpose, read, believesAbsence: time.GetUtcNow() - askingSinceUtc >= options.NotPlacedAfter);
    }

    private async Task<bool> SettleAsync(TradeId trade, Symbol symbol, ClientOrderId id, OrderPurpose purpose, ExchangeRead<OrderLookup> read, bool believesAbsence)
    {
        switch (read.Value)
        {
            case OrderLookup.Found { Order: var order }:
                log.OrderResolved(symbol.Value, id.Value, order.Status.ToString());
                await bus.PublishAsync(new OrderAccepted(ids.Next(), time.GetUtcNow(), trade)
                {
                    Symbol = symbol,
                    ClientOrderId = id,
                    Purpose = purpose,
                    VenueOrderId = order.VenueOrderId,
                });
                if (order.Status is VenueOrderStatus.Canceled or VenueOrderStatus.Expired or VenueOrderStatus.Rejected)
                {
                    await PublishEndedAsync(trade, symbol, id, purpose, order.Status.ToString().ToUpperInvariant());
                }

                return true;
            case OrderLookup.NotFound when believesAbsence:
                log.OrderResolved(symbol.Value, id.Value, "not placed");
                await PublishEndedAsync(trade, symbol, id, purpose, "NOT_PLACED");
                return true;
            default:
                return false;
        }
    }

    private async Task PublishEndedAsync(TradeId trade, Symbol symbol, ClientOrderId id, OrderPurpose purpose, string reason) =>
        await bus.PublishAsync(new OrderEnded(ids.Next(), time.GetUtcNow(), trade)
        {
            Symbol = symbol,
            ClientOrderId = id,
            Purpose = purpose,
            Reason = reason,
        });
}
