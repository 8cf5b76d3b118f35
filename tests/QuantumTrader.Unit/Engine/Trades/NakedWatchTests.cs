using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Trades;

/// <summary>After the lease was lost: a position that nobody protects gets its stop from here, and nothing else is sent.</summary>
public sealed class NakedWatchTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly TradeState _trade;

    public NakedWatchTests()
    {
        _trade = _bench.Open();
        _bench.Lease.Take(LeaseState.Lost);
        _bench.Await(_bench.Engine.FollowLeaseAsync);
        _bench.Venue.Calls.Clear();
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Look_APositionWithItsStop_SendsNothing()
    {
        Look(5);

        Assert.Empty(_bench.Venue.Calls);
    }

    [Fact]
    public void Look_APositionWithoutAStopTwice_PlacesOneAndOnlyOne()
    {
        _bench.Venue.Orders.Clear();
        Look(1);
        Assert.Empty(_bench.Venue.Calls);

        Look(5);

        Assert.Single(_bench.Venue.Calls);
        var stop = Assert.Single(_bench.Venue.Orders);
        Assert.Equal((OrderType.StopMarket, OrderSide.Sell, true, 49_500m), (stop.Type, stop.Side, stop.ReduceOnly, stop.TriggerPrice!.Value.Value));
    }

    [Fact]
    public void Look_TheNewLeaderPutsAStopMeanwhile_SendsNothing()
    {
        var own = _bench.Venue.Orders.ToArray();
        _bench.Venue.Orders.Clear();
        Look(1);
        _bench.Venue.Orders.AddRange(own.Select(o => o with { ClientOrderId = $"qt2-1-{o.VenueOrderId}" }));

        Look(5);

        Assert.Empty(_bench.Venue.Calls);
    }

    [Fact]
    public void Look_ThePositionIsGone_SendsNothing()
    {
        _bench.Venue.Orders.Clear();
        _bench.Venue.Hold(EngineBench.Btc, 0m);

        Look(5);

        Assert.Empty(_bench.Venue.Calls);
        Assert.NotEqual(TradePhase.Closed, _bench.Trade(_trade.TradeId).Phase);
    }

    [Fact]
    public void Look_TheVenueCannotBeRead_SendsNothing()
    {
        _bench.Venue.Orders.Clear();
        _bench.Venue.Fails.Add("conditionals");

        Look(5);

        Assert.Empty(_bench.Venue.Calls);
    }

    private void Look(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _bench.Await(_bench.Engine.ReconcileAsync);
            _bench.Pass(TimeSpan.FromSeconds(5));
        }
    }
}
