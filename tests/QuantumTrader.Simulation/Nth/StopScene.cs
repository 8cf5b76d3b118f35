using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Nth;

/// <summary>
/// An account worth stopping: trades of ours with their stops and an entry that filled in part, and beside them, by hand, a position larger
/// than one market order may be, both legs of one symbol or a remainder that no order can close, and orders that rest.
/// </summary>
internal sealed class StopScene(bool hedge)
{
    private const decimal MarketMax = 400m;
    private const decimal DustBelow = 20m;
    private const int BarsMin = 4;
    private const int BarsMax = 60;
    private static readonly Symbol Large = Symbol.Create("XRPUSDT");
    private static readonly Symbol Small = Symbol.Create("ADAUSDT");
    private int _orders;

    public SimulationOptions Options { get; } = new()
    {
        Symbols = 6,
        Heat = 3,
        VenueFaults = false,
        StoreFaults = false,
        Crashes = false,
        OperatorStops = false,
        HedgeMode = hedge,
        PartialFills = 0.4m,
        Rules = all => [.. all.Select(i => i.Symbol == Large ? i with { MarketQuantityMax = new Quantity(MarketMax) } : i.Symbol == Small ? i with { QuantityMin = new Quantity(DustBelow) } : i)],
    };

    /// <summary>Trades until the account is such; the bar that the stop comes after has just been seen.</summary>
    public void Play(SimulatedWorld world, SimulatedProcess process)
    {
        process.OnBars(world.Market.Past[^1]);
        ByHand(world, process);
        process.AdvanceTo(process.NowUtc.AddSeconds(2));
        process.Start();
        for (var bar = 1; bar <= BarsMax; bar++)
        {
            process.AdvanceTo(world.Market.CloseUtc.AddMinutes(1));
            process.OnBars(world.Market.Next());
            process.AdvanceTo(process.NowUtc.AddMilliseconds(400));
            if (bar >= BarsMin && Lacks(process) is null)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The scene does not come about in {BarsMax} bars: {Lacks(process)}.");
    }

    private static string? Lacks(SimulatedProcess process)
    {
        var truth = process.Truth();
        var ours = truth.Account.Positions.Count(p => p.Symbol != Large && p.Symbol != Small);
        return ours < 2 ? "two positions of ours"
            : !truth.Orders.Any(o => o.Status == VenueOrderStatus.PartiallyFilled && ClientOrderIds.TryParse(o.ClientOrderId, out _, out var purpose) && purpose == OrderPurpose.Entry) ? "an entry that filled in part"
            : !truth.Conditionals.Any(o => ClientOrderIds.TryParse(o.ClientOrderId, out _, out _)) ? "a stop of ours"
            : null;
    }

    private void ByHand(SimulatedWorld world, SimulatedProcess process)
    {
        var price = world.Market.Past[^1].First(b => b.Symbol == Large).Candle.Close.Value;
        Send(process, Large, OrderSide.Buy, 400m);
        Send(process, Large, OrderSide.Buy, 400m);
        Send(process, Large, OrderSide.Buy, 200m);
        Send(process, Small, OrderSide.Buy, 33m);
        process.AdvanceTo(process.NowUtc.AddSeconds(1));
        if (hedge)
        {
            Send(process, Large, OrderSide.Sell, 300m, leg: PositionSide.Short);
        }
        else
        {
            Send(process, Small, OrderSide.Sell, 20m);
        }

        Send(process, Large, OrderSide.Buy, 100m, OrderType.Limit, Math.Round(price * 0.5m, 4));
        Send(process, Large, OrderSide.Buy, 100m, OrderType.StopMarket, Math.Round(price * 1.5m, 4));
        Send(process, Large, OrderSide.Sell, 400m, OrderType.StopMarket, Math.Round(price * 0.5m, 4), protects: true);
    }

    private void Send(SimulatedProcess process, Symbol symbol, OrderSide side, decimal quantity, OrderType type = OrderType.Market, decimal? price = null, PositionSide? leg = null, bool protects = false) =>
        process.Deliver(new OrderIntent
        {
            ClientOrderId = ClientOrderId.Create($"by-hand-{++_orders}"),
            TradeId = TradeId.Create("by-hand"),
            Symbol = symbol,
            Side = side,
            Type = type,
            Purpose = OrderPurpose.Entry,
            Quantity = new Quantity(quantity),
            ReduceOnly = protects,
            PositionSide = leg ?? (hedge ? PositionSide.Long : PositionSide.Both),
            LimitPrice = type == OrderType.Limit ? new Price(price!.Value) : null,
            TriggerPrice = type == OrderType.StopMarket ? new Price(price!.Value) : null,
        });
}
