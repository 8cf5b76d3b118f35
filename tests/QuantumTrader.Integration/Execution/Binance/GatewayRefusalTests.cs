using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Setup;
using QuantumTrader.TestSupport;
using OrderSide = QuantumTrader.Domain.Units.OrderSide;
using OrderType = QuantumTrader.Domain.Execution.OrderType;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What the venue refuses, what it does without us, and numbers to the last digit.</summary>
public sealed class GatewayRefusalTests
{
    private const string Path = "/fapi/v1/order";
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    /// <summary>The largest position at this leverage, margin, a thin book, the least value, precision, a symbol that is closed or delisted.</summary>
    [Theory]
    [InlineData(-2027)]
    [InlineData(-2019)]
    [InlineData(-4131)]
    [InlineData(-4164)]
    [InlineData(-1111)]
    [InlineData(-4140)]
    [InlineData(-4141)]
    [InlineData(-1121)]
    public async Task Entry_TheVenueRefusesIt_IsRejectedAndSentOnce(int code)
    {
        await using var venue = await GatewayOnVenue.StartAsync();
        Assert.True((await venue.Exchange.GetInstrumentsAsync(default)).IsOk); // so that a price at the edge of the band, as for a close, could be had
        var script = venue.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = code, Method = "POST", Path = Path, Count = 0 });

        Assert.Equal(code, Assert.IsType<SubmitOutcome.Rejected>(await venue.Exchange.SubmitAsync(Market(OrderSide.Buy, 0.02m), default)).VenueCode);

        Assert.Equal(1, script.Hits);
    }

    [Fact]
    public async Task Entry_OfALeverageThatTheBracketsDoNotAllow_IsRefusedByTheVenueItself()
    {
        await using var venue = await GatewayOnVenue.StartAsync(new FakeVenueOptions { BalanceStart = 1_000_000m });
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SetLeverageAsync(Btc, new Leverage(125m), default));

        Assert.Equal(-2027, Assert.IsType<SubmitOutcome.Rejected>(await venue.Exchange.SubmitAsync(Market(OrderSide.Buy, 10m), default)).VenueCode);
    }

    [Fact]
    public async Task DeadMan_NobodyRenewsIt_TheVenueCancelsWhatRestsAndKeepsTheStop()
    {
        BinanceOptions? options = null;
        await using var venue = await GatewayOnVenue.StartAsync(change: o => (o.DeadManCountdown, options) = (TimeSpan.FromSeconds(1), o));
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Market(OrderSide.Buy, 0.02m), default));
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Market(OrderSide.Buy, 0.02m, "qt1-2-e0") with { Type = OrderType.Limit, LimitPrice = new(29_000m) }, default));
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Closing(OrderType.StopMarket, 0.02m) with { TriggerPrice = new(29_500m) }, default));
        var dead = new DeadManSwitch(venue.Api, options!, () => [Btc], venue.Time);

        await dead.RenewAsync(default);

        Assert.Null(dead.Health.Failure);
        await Poll.UntilAsync(() => Resting(venue) == 0, TimeSpan.FromSeconds(10), "the venue cancels what rests");
        Assert.Empty((await venue.Exchange.GetOpenOrdersAsync(default)).Value!);
        Assert.Single((await venue.Exchange.GetOpenConditionalOrdersAsync(default)).Value!);
        Assert.Single((await venue.Exchange.GetAccountAsync(default)).Value!.Positions);
    }

    [Fact]
    public async Task Numbers_OfAMachineThatWritesCommas_AreExactThereAndBack()
    {
        var before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal("1,5", $"{1.5m}");
            await using var venue = await GatewayOnVenue.StartAsync(new FakeVenueOptions
            {
                Symbols = [InstrumentDefaults.Build("BTCUSDT", "BTC", 30_000m, tick: 0.10m, step: 0.00000001m, marketMax: 120m, notionalMin: 5m, pricePrecision: 2, quantityPrecision: 8)],
            });
            Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Market(OrderSide.Buy, 0.01234567m), default));
            Assert.Equal(0.01234567m, Assert.Single((await venue.Exchange.GetAccountAsync(default)).Value!.Positions).Quantity.Value);
            Assert.Equal(0.01234567m, (await venue.Exchange.GetFillsAsync(0, default)).Value!.Sum(f => f.Quantity.Value));

            Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SubmitAsync(Closing(OrderType.Market, 0.01234566m), default));
            Assert.Equal(0.00000001m, Assert.Single((await venue.Exchange.GetAccountAsync(default)).Value!.Positions).Quantity.Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Without a call, of which the venue allows only so many.</summary>
    private static int Resting(GatewayOnVenue venue)
    {
        lock (venue.Host.Venue.Gate)
        {
            return venue.Host.Venue.Accounts["main"].Orders.Open.Count();
        }
    }

    private static OrderIntent Market(OrderSide side, decimal quantity, string id = "qt1-1-e0") => new()
    {
        ClientOrderId = ClientOrderId.Create(id),
        TradeId = TradeId.Create("1-1"),
        Symbol = Btc,
        Side = side,
        Type = OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = new(quantity),
        ReduceOnly = false,
        ReferencePrice = new(30_000m),
    };

    private static OrderIntent Closing(OrderType type, decimal quantity) =>
        Market(OrderSide.Sell, quantity, type == OrderType.Market ? "qt1-1-x1" : "qt1-1-s1") with { Type = type, Purpose = type == OrderType.Market ? OrderPurpose.Exit : OrderPurpose.StopLoss, ReduceOnly = true };
}
