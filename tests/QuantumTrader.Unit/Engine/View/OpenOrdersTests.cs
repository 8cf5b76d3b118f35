using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Unit.Engine.View;

public sealed class OpenOrdersTests
{
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(2);
    private readonly FakeTimeProvider _time = new();
    private readonly OpenOrders _orders;

    public OpenOrdersTests() => _orders = new(_time);

    [Fact]
    public void Order_ToldBetweenTwoListings_IsThereAtOnceAndGoneAtOnce()
    {
        List([]);

        _orders.Tell(Order("stop"));
        Assert.Equal("stop", Assert.Single(_orders.All).ClientOrderId);

        _orders.Tell(Order("stop", VenueOrderStatus.Canceled));
        Assert.Empty(_orders.All);
    }

    [Fact]
    public void Listing_OlderThanWhatWasToldWhileItWasMade_DoesNotUndoIt()
    {
        List([Order("cancelled")]);

        _orders.BeginListing(AgeMax);
        _orders.Tell(Order("new"));
        _orders.Tell(Order("cancelled", VenueOrderStatus.Canceled));
        _orders.EndListing([Order("cancelled")]);

        Assert.Equal("new", Assert.Single(_orders.All).ClientOrderId);
    }

    [Fact]
    public void Listing_ThatSomebodyAskedForBefore_DoesNotUndoWhatWasToldSince()
    {
        _orders.Tell(Order("new"));
        _time.Advance(TimeSpan.FromSeconds(1));

        List([]);

        Assert.Single(_orders.All);
    }

    [Fact]
    public void Listing_HasTheLastWord_OverWhatWasToldBeforeItWasAskedFor()
    {
        _orders.Tell(Order("vanished"));
        _time.Advance(TimeSpan.FromSeconds(3));

        List([Order("there")]);

        Assert.Equal("there", Assert.Single(_orders.All).ClientOrderId);
    }

    private void List(VenueOrder[] listed)
    {
        _orders.BeginListing(AgeMax);
        _orders.EndListing(listed);
    }

    private static VenueOrder Order(string id, VenueOrderStatus status = VenueOrderStatus.New) => new()
    {
        VenueOrderId = 1,
        ClientOrderId = id,
        Symbol = EngineBench.Btc,
        Side = OrderSide.Sell,
        Type = OrderType.StopMarket,
        Status = status,
        Quantity = new Quantity(1m),
        FilledQuantity = default,
        ReduceOnly = true,
        UpdatedAtUtc = DateTimeOffset.UnixEpoch,
    };
}
