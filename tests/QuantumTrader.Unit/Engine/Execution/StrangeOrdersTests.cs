using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>While trading goes on: protection that another process placed for what it took for its trades.</summary>
public sealed class StrangeOrdersTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Look_AnOrderOfOursThatNoTradeKnows_IsCanceledTheSecondTimeItIsSeen()
    {
        _bench.Venue.Orders.Add(Resting("qt1-77-s3"));
        _bench.Venue.Orders.Add(Resting("by-hand"));

        Reconcile(3);
        Assert.Empty(_bench.Venue.Sent("cancel"));
        Reconcile(3);

        Assert.Equal(["cancel qt1-77-s3"], _bench.Venue.Sent("cancel"));
        Assert.Equal(["by-hand"], _bench.Venue.Orders.Select(o => o.ClientOrderId));
    }

    [Fact]
    public void Look_TheOrdersOfAnOpenTrade_StayWhereTheyAre()
    {
        _bench.Open();

        Reconcile(12);

        Assert.Empty(_bench.Venue.Sent("cancel"));
        Assert.Equal(3, _bench.Venue.Orders.Count);
    }

    /// <summary>What is at the venue and not in the book yet is not strange.</summary>
    [Fact]
    public void Look_TheDiskHangs_CancelsNothing()
    {
        var trade = _bench.Open();
        _bench.Venue.Orders.RemoveAll(o => o.Type == OrderType.StopMarket);
        _bench.Journal.Fault = Fault.Hangs;
        var stop = new OrderIntent
        {
            ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, OrderPurpose.StopLoss, 99),
            TradeId = trade.TradeId,
            Symbol = trade.Symbol,
            Side = OrderSide.Sell,
            Type = OrderType.StopMarket,
            TriggerPrice = new Price(49_000m),
            Purpose = OrderPurpose.StopLoss,
            Quantity = trade.QuantityOpen,
            ReduceOnly = true,
        };
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(stop, "", null).AsTask());
        _bench.Pass(TimeSpan.FromSeconds(2));

        Reconcile(12);

        Assert.Empty(_bench.Venue.Sent("cancel"));
        Assert.Contains(_bench.Venue.Orders, o => o.ClientOrderId == stop.ClientOrderId.Value);
    }

    [Fact]
    public void Look_WithoutTheLease_CancelsNothing()
    {
        _bench.Venue.Orders.Add(Resting("qt1-77-s3"));
        _bench.Lease.Take(LeaseState.Unproven);

        Reconcile(12);

        Assert.Empty(_bench.Venue.Sent("cancel"));
    }

    private void Reconcile(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _bench.Do(() => _bench.Engine.Tasks.Run("reconcile", _bench.Engine.ReconcileAsync));
            _bench.Pass(TimeSpan.FromSeconds(5));
        }
    }

    private VenueOrder Resting(string id) => new()
    {
        VenueOrderId = 1,
        ClientOrderId = id,
        Symbol = EngineBench.Eth,
        Side = OrderSide.Sell,
        Type = OrderType.StopMarket,
        Status = VenueOrderStatus.New,
        Quantity = new Quantity(0.1m),
        FilledQuantity = Quantity.Zero,
        ReduceOnly = true,
        UpdatedAtUtc = _bench.Now,
    };
}
