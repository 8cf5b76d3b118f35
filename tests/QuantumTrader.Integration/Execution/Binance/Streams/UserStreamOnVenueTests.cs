using QuantumTrader.Domain.Execution;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Streams;
using OrderSide = QuantumTrader.Domain.Units.OrderSide;

namespace QuantumTrader.Integration.Execution.Binance.Streams;

public sealed class UserStreamOnVenueTests
{
    [Fact]
    public async Task Fill_ToldByTheStream_IsTheOneThatRestTells()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();

        await test.EnterAsync();

        await StreamsOnVenue.UntilAsync(() => Filled(test) == 0.02m, "the fill");
        var read = (await test.Gateway.Exchange.GetFillsAsync(0, CancellationToken.None)).Value!;
        Assert.Equal(read.OrderBy(f => f.FillId), test.Listener.Fills.OrderBy(f => f.FillId));
        await StreamsOnVenue.UntilAsync(() => test.Listener.Orders.Any(o => o.Status == VenueOrderStatus.Filled), "the order's end");
    }

    [Fact]
    public async Task TriggeredStop_ItsFillBearsItsOwnId_ByStreamAndRest()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();
        await test.EnterAsync();
        await test.ProtectAsync(29_500m);

        await test.Gateway.MoveAsync(29_400m);

        await StreamsOnVenue.UntilAsync(() => test.Listener.Fills.Any(f => f.Side == OrderSide.Sell), "the stop's fill");
        Assert.All(test.Listener.Fills.Where(f => f.Side == OrderSide.Sell), f => Assert.Equal("qt1-1-s2", f.ClientOrderId));
        await StreamsOnVenue.UntilAsync(() => test.Listener.Orders.Any(o => o.ClientOrderId == "qt1-1-s2" && o.Status == VenueOrderStatus.Filled), "the stop's end");
        Assert.Single(test.Listener.Orders, o => o.ClientOrderId == "qt1-1-s2" && !o.IsOpen);
        Assert.Equal(
            (await test.Gateway.Exchange.GetFillsAsync(0, CancellationToken.None)).Value!.Select(f => (f.FillId, f.ClientOrderId)).Order(),
            test.Listener.Fills.Select(f => (f.FillId, f.ClientOrderId)).Order());
    }

    [Fact]
    public async Task StopHeldInTriggering_IsToldAsStuck()
    {
        await using var test = await StreamsOnVenue.TrustedAsync(change: s => s with { TriggerMax = TimeSpan.FromSeconds(1) });
        await test.EnterAsync();
        await test.ProtectAsync(29_500m);
        test.Host.Acts.Run(new VenueAct { Act = ActKind.HoldTriggers, Symbol = "BTCUSDT" });

        await test.Gateway.MoveAsync(29_400m);

        await StreamsOnVenue.UntilAsync(() => test.Listener.Told.Contains("stuck BTCUSDT qt1-1-s2"), "the warning");
    }

    [Fact]
    public async Task EventsLostAndThenACut_RestBringsTheFills_Once()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();
        await test.EnterAsync("qt1-1-e1");
        await StreamsOnVenue.UntilAsync(() => Filled(test) == 0.02m, "the first fill");
        test.Fault(StreamFaultKind.Gap, "ORDER_TRADE_UPDATE", count: 100);
        await test.EnterAsync("qt1-2-e1", 0.03m);
        test.Host.Streams.ClearFaults();

        test.Fault(StreamFaultKind.Cut);

        await StreamsOnVenue.UntilAsync(() => test.Listener.Told.Count(t => t == "trusted") == 2, "trust again");
        Assert.Equal(0.05m, Filled(test));
        Assert.Contains(test.Listener.Told, t => t.StartsWith("gap:", StringComparison.Ordinal));
        Assert.Equal(test.Listener.Fills.Count, test.Listener.Fills.Select(f => f.FillId).Distinct().Count());
    }

    [Theory]
    [InlineData(StreamFaultKind.Duplicate)]
    [InlineData(StreamFaultKind.Reorder)]
    public async Task EventsTwiceOrInAnotherOrder_CountOnce_AndNothingGoesBack(StreamFaultKind kind)
    {
        await using var test = await StreamsOnVenue.TrustedAsync();
        test.Fault(kind, "ORDER_TRADE_UPDATE", count: kind == StreamFaultKind.Reorder ? 1 : 20);

        await test.EnterAsync("qt1-1-e1");
        await test.EnterAsync("qt1-2-e1");

        await StreamsOnVenue.UntilAsync(() => Filled(test) == 0.04m && test.Listener.Orders.Count(o => o.Status == VenueOrderStatus.Filled) == 2, "both");
        Assert.Equal(0.04m, Filled(test));
        foreach (var order in test.Listener.Orders.GroupBy(o => o.ClientOrderId))
        {
            Assert.Equal(order.Select(o => o.FilledQuantity.Value).Order(), order.Select(o => o.FilledQuantity.Value));
        }
    }

    // Failure modes 1 to 3.
    [Fact]
    public async Task KeyExpired_ANewOneIsMade_AndFillsComeAgain()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();

        test.Host.ListenKeys.ExpireAll();

        await StreamsOnVenue.UntilAsync(() => test.Listener.Told.Count(t => t == "trusted") == 2, "trust again");
        await test.EnterAsync();
        await StreamsOnVenue.UntilAsync(() => Filled(test) == 0.02m, "the fill");
        Assert.Equal(2, test.User.Health.KeysAsked);
    }

    // Failure mode 11.
    [Fact]
    public async Task HalfOpen_OpenSocketThatSaysNothing_IsFoundAndReplaced()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();
        await StreamsOnVenue.UntilAsync(() => test.User.Health.Line.Frames > 1, "two signs of life");

        test.Fault(StreamFaultKind.Silence);
        await test.EnterAsync();

        await StreamsOnVenue.UntilAsync(() => Filled(test) == 0.02m, "the fill");
        Assert.Contains("sign of life", test.User.Health.Line.LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionsThatTheVenueCutsSoon_AreReplacedBefore_WithoutAGap()
    {
        var venue = new FakeVenueOptions { Streams = new StreamOptions { ConnectionLife = TimeSpan.FromSeconds(4) } };
        await using var test = await StreamsOnVenue.TrustedAsync(venue, s => s with { RotateAfter = TimeSpan.FromSeconds(1.5), PrivateOverlap = TimeSpan.FromSeconds(0.5) });

        for (var i = 1; test.User.Health.Line.Rotations < 4 && i < 60; i++)
        {
            await test.EnterAsync($"qt1-{i}-e1", 0.01m);
            var filled = i * 0.01m;
            await StreamsOnVenue.UntilAsync(() => Filled(test) == filled, "the fill");
            await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, CancellationToken.None);
        }

        Assert.Equal(["trusted"], test.Listener.Told.Where(t => t == "trusted" || t.StartsWith("gap", StringComparison.Ordinal)));
        Assert.True(test.User.Health.Line.Rotations >= 4);
    }

    // Failure mode 20.
    [Theory]
    [InlineData(ActKind.Liquidate)]
    [InlineData(ActKind.Deleverage)]
    [InlineData(ActKind.Delist)]
    public async Task VenueTakesThePositionAway_TheFillSaysSo(ActKind kind)
    {
        await using var test = await StreamsOnVenue.TrustedAsync();
        await test.EnterAsync();

        test.Host.Acts.Run(new VenueAct { Act = kind, Symbol = "BTCUSDT" });

        await StreamsOnVenue.UntilAsync(() => test.Listener.Fills.Any(f => f.Side == OrderSide.Sell), "the venue's fill");
        Assert.All(test.Listener.Fills.Where(f => f.Side == OrderSide.Sell), f => Assert.True(f.IsLiquidation));
    }

    [Fact]
    public async Task TransferAndFunding_AreTold_WithTheirSign()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();
        await test.EnterAsync();

        test.Host.Acts.Run(new VenueAct { Act = ActKind.Transfer, Amount = -250m });
        test.Host.Acts.Run(new VenueAct { Act = ActKind.Funding, Symbol = "BTCUSDT" });

        await StreamsOnVenue.UntilAsync(() => test.Listener.Updates.OfType<ExchangeUpdate.FundingPaid>().Any(), "funding");
        Assert.Equal(-250m, Assert.Single(test.Listener.Updates.OfType<ExchangeUpdate.Transferred>()).Amount.Value);
        var paid = Assert.Single(test.Listener.Updates.OfType<ExchangeUpdate.FundingPaid>());
        Assert.Equal("BTCUSDT", paid.Symbol.Value);
        Assert.NotEqual(0m, paid.Amount.Value);
    }

    [Fact]
    public async Task FundingOfTwoPositions_IsAssignedByTheListOfIncomes()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();
        string[] symbols = ["BTCUSDT", "ETHUSDT"];
        foreach (var symbol in symbols)
        {
            test.Host.Acts.Run(new VenueAct { Act = ActKind.Trade, Symbol = symbol, Side = FakeVenue.OrderSide.Buy, Quantity = 0.1m });
        }

        await StreamsOnVenue.UntilAsync(() => test.Listener.Fills.Count == 2, "both positions");
        Array.ForEach(symbols, symbol => test.Host.Acts.Run(new VenueAct { Act = ActKind.Funding, Symbol = symbol }));

        await StreamsOnVenue.UntilAsync(() => test.Listener.Updates.OfType<ExchangeUpdate.FundingAssigned>().Count() == 2, "both are assigned");
        var incomes = test.Host.Venue.Accounts["main"].Incomes.Where(i => i.Type == "FUNDING_FEE").Select(i => (i.Symbol, i.Amount));
        Assert.Equal(incomes, test.Listener.Updates.OfType<ExchangeUpdate.FundingAssigned>().Select(f => (f.Symbol.Value, f.Amount.Value)));
    }

    [Fact]
    public async Task SomebodyElsesOrder_IsToldUnderItsOwnId()
    {
        await using var test = await StreamsOnVenue.TrustedAsync();

        test.Host.Acts.Run(new VenueAct { Act = ActKind.Trade, Symbol = "BTCUSDT", Side = FakeVenue.OrderSide.Buy, Quantity = 0.01m });

        await StreamsOnVenue.UntilAsync(() => test.Listener.Fills.Count > 0, "the fill");
        Assert.False(ClientOrderIds.TryParse(test.Listener.Fills[0].ClientOrderId, out _, out _));
    }

    private static decimal Filled(StreamsOnVenue test) => test.Listener.Fills.Sum(f => f.Quantity.Value);
}
