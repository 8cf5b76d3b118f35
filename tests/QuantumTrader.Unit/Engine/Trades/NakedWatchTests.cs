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

    [Fact]
    public void Look_NakedBeforeItWasLastNeeded_IsNoFirstLook()
    {
        _bench.Venue.Orders.Clear();
        Look(1);
        var own = _bench.Venue.Known.Values.Where(o => o.Type.IsConditional()).ToArray();
        _bench.Venue.Orders.AddRange(own);
        Lead();
        Look(2);
        _bench.Lease.Take(LeaseState.Lost);
        _bench.Await(_bench.Engine.FollowLeaseAsync);
        _bench.Venue.Orders.Clear();
        _bench.Venue.Calls.Clear();

        Look(1);
        Assert.Empty(_bench.Venue.Calls);
        Look(1);
        Assert.Single(_bench.Venue.Calls);
    }

    [Fact]
    public void Look_AStopForAPartOfIt_CoversTheRestAndNoMore()
    {
        CoverOnly(0.004m);

        Look(2);

        Assert.Equal([0.004m, 0.006m], _bench.Venue.Orders.Select(o => o.Quantity.Value));
    }

    [Theory]
    [InlineData(0.05, 0.01)] // what people added is theirs
    [InlineData(0.004, 0.004)] // what the new leader has closed already
    public void Look_ThePositionDiffersFromTheTrade_ProtectsTheSmaller(double held, double expected)
    {
        _bench.Venue.Orders.Clear();
        _bench.Venue.Hold(EngineBench.Btc, (decimal)held);

        Look(6);

        Assert.Equal((decimal)expected, Assert.Single(_bench.Venue.Orders).Quantity.Value);
    }

    [Fact]
    public void Look_ThePositionHasTheOtherDirection_SendsNothing()
    {
        _bench.Venue.Orders.Clear();
        _bench.Venue.Hold(EngineBench.Btc, -0.01m);

        Look(6);

        Assert.Empty(_bench.Venue.Calls);
    }

    [Fact]
    public void Look_TwoTradesForOnePosition_IsProtectedOnce()
    {
        _bench.Book.Load(_trade with { TradeId = TradeId.Create("1-99"), QuantityOpen = new Quantity(0.008m) });
        _bench.Venue.Orders.Clear();

        Look(6);

        Assert.Equal(0.01m, Assert.Single(_bench.Venue.Orders).Quantity.Value);
    }

    [Fact]
    public void Look_TheLevelIsPassedAndAnotherProcessLeads_ClosesNothing()
    {
        _bench.Venue.Orders.Clear();
        _bench.Venue.Outcome = i => i.Type == OrderType.StopMarket ? new SubmitOutcome.Rejected(VenueCodes.WouldTriggerImmediately, "passed") : null;

        Look(6);

        Assert.Equal(0.01m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.All(_bench.Venue.Calls, c => Assert.EndsWith("StopMarket", c, StringComparison.Ordinal));
    }

    private void CoverOnly(decimal quantity)
    {
        var stop = _bench.Venue.Orders.Single(o => o.Type == OrderType.StopMarket);
        _bench.Venue.Orders.Clear();
        _bench.Venue.Orders.Add(stop with { Quantity = new Quantity(quantity) });
    }

    private void Lead()
    {
        _bench.Lease.Give(2);
        _bench.Await(_bench.Engine.FollowLeaseAsync);
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
