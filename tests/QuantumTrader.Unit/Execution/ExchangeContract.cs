using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution;

/// <summary>What every exchange keeps to, whatever is behind it. Prices and fees of a fill are the venue's own matter.</summary>
public abstract class ExchangeContract
{
    protected static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    private const decimal Size = 0.02m;
    private int _ids;

    protected abstract Task<IContractVenue> StartAsync();

    [Fact]
    public async Task Instruments_HoldTheSymbolWithItsRules()
    {
        await using var venue = await StartAsync();
        var btc = (await ValueAsync(venue.Exchange.GetInstrumentsAsync(default))).Single(i => i.Symbol == Btc);
        Assert.True(btc is { TickSize: > 0m, StepSize: > 0m, LeverageMax.IsValid: true, MarketQuantityMax.IsPositive: true });
    }

    [Fact]
    public async Task Entry_AtTheMarket_IsFilledHeldAndListed()
    {
        await using var venue = await StartAsync();
        var entry = Intent(OrderSide.Buy);
        var id = await AcceptedAsync(venue, entry);
        var order = await FoundAsync(venue, entry.ClientOrderId);
        Assert.Equal((id, VenueOrderStatus.Filled, Size), (order.VenueOrderId, order.Status, order.FilledQuantity.Value));
        var held = Assert.Single((await AccountAsync(venue)).Positions);
        Assert.Equal((Btc, Direction.Long, Size, PositionSide.Both), (held.Symbol, held.Direction, held.Quantity.Value, held.PositionSide));
        var fills = await FillsAsync(venue, 0);
        Assert.Equal((Size, 0m), (fills.Sum(f => f.Quantity.Value), fills[^1].Remaining.Value));
        Assert.All(fills, f => Assert.Equal((entry.ClientOrderId.Value, OrderSide.Buy), (f.ClientOrderId, f.Side)));
        Assert.All(fills, f => Assert.True(f.Fee.Value > 0m));
        Assert.Empty(await FillsAsync(venue, fills[^1].FillId));
    }

    [Fact]
    public async Task RoundTrip_LeavesTheWalletThatItsFillsTell()
    {
        await using var venue = await StartAsync();
        var before = (await AccountAsync(venue)).WalletBalance;
        await AcceptedAsync(venue, Intent(OrderSide.Buy));
        await venue.MoveAsync(30_600m);
        await AcceptedAsync(venue, Closing());
        var after = await AccountAsync(venue);
        Assert.Empty(after.Positions);
        Assert.Equal((await FillsAsync(venue, 0)).Aggregate(before, (sum, f) => sum + f.RealisedPnl - f.Fee), after.WalletBalance);
        Assert.True(after.WalletBalance > before);
    }

    [Fact]
    public async Task Close_OfMoreThanIsHeld_EndsFlatAndNeverTurns()
    {
        await using var venue = await StartAsync();
        await AcceptedAsync(venue, Intent(OrderSide.Sell));
        var close = Intent(OrderSide.Buy, Size * 3m) with { ReduceOnly = true, Purpose = OrderPurpose.Exit };
        _ = await venue.Exchange.SubmitAsync(close, default); // venues differ in whether they cut it or refuse it
        Assert.DoesNotContain((await AccountAsync(venue)).Positions, p => p.Direction == Direction.Long);
    }

    [Fact]
    public async Task Close_OfNothing_IsRejected()
    {
        await using var venue = await StartAsync();
        Assert.Equal(VenueCodes.ReduceOnlyRejected, await RejectedAsync(venue, Closing()));
    }

    [Fact]
    public async Task Limit_FarAway_RestsUntilItIsCanceled()
    {
        await using var venue = await StartAsync();
        var entry = Limit(29_000m);
        await AcceptedAsync(venue, entry);
        var open = Assert.Single(await ValueAsync(venue.Exchange.GetOpenOrdersAsync(default)));
        Assert.Equal((entry.ClientOrderId.Value, OrderType.Limit, 29_000m), (open.ClientOrderId, open.Type, open.LimitPrice!.Value.Value));
        Assert.Empty(await ValueAsync(venue.Exchange.GetOpenConditionalOrdersAsync(default)));
        Assert.Equal(new CancelOutcome.Canceled(1), await venue.Exchange.CancelAsync(Btc, entry.ClientOrderId, default));
        Assert.Equal(VenueOrderStatus.Canceled, (await FoundAsync(venue, entry.ClientOrderId)).Status);
        Assert.IsType<CancelOutcome.NotOpen>(await venue.Exchange.CancelAsync(Btc, entry.ClientOrderId, default));
    }

    [Fact]
    public async Task Limit_ThatTheMarketReaches_IsFilled()
    {
        await using var venue = await StartAsync();
        var entry = Limit(29_500m);
        await AcceptedAsync(venue, entry);
        await venue.MoveAsync(29_400m);
        Assert.Equal(VenueOrderStatus.Filled, (await FoundAsync(venue, entry.ClientOrderId)).Status);
        Assert.IsType<CancelOutcome.NotOpen>(await venue.Exchange.CancelAsync(Btc, entry.ClientOrderId, default));
    }

    [Fact]
    public async Task CancelAll_OfOneBook_LeavesTheOther()
    {
        await using var venue = await StartAsync();
        await AcceptedAsync(venue, Intent(OrderSide.Buy));
        await AcceptedAsync(venue, Limit(29_000m));
        await AcceptedAsync(venue, Limit(28_900m));
        await AcceptedAsync(venue, Stop(28_500m));
        Assert.Equal(new CancelOutcome.Canceled(2), await venue.Exchange.CancelAllAsync(Btc, default));
        Assert.Empty(await ValueAsync(venue.Exchange.GetOpenOrdersAsync(default)));
        Assert.Single(await ValueAsync(venue.Exchange.GetOpenConditionalOrdersAsync(default)));
        Assert.Equal(new CancelOutcome.Canceled(1), await venue.Exchange.CancelAllConditionalAsync(Btc, default));
        Assert.Empty(await ValueAsync(venue.Exchange.GetOpenConditionalOrdersAsync(default)));
        Assert.Equal(new CancelOutcome.Canceled(0), await venue.Exchange.CancelAllAsync(Btc, default));
        Assert.Single((await AccountAsync(venue)).Positions);
    }

    [Fact]
    public async Task Stop_Waiting_IsInTheConditionalBookAlone()
    {
        await using var venue = await StartAsync();
        await AcceptedAsync(venue, Intent(OrderSide.Buy));
        var stop = Stop(29_000m);
        var id = await AcceptedAsync(venue, stop);
        Assert.Empty(await ValueAsync(venue.Exchange.GetOpenOrdersAsync(default)));
        var waiting = Assert.Single(await ValueAsync(venue.Exchange.GetOpenConditionalOrdersAsync(default)));
        Assert.Equal(
            (id, stop.ClientOrderId.Value, OrderType.StopMarket, 29_000m, true, OrderSide.Sell, VenueOrderStatus.New),
            (waiting.VenueOrderId, waiting.ClientOrderId, waiting.Type, waiting.TriggerPrice!.Value.Value, waiting.ReduceOnly, waiting.Side, waiting.Status));
        Assert.Equal(new CancelOutcome.Canceled(1), await venue.Exchange.CancelAsync(Btc, stop.ClientOrderId, default));
        Assert.Equal(VenueOrderStatus.Canceled, (await FoundAsync(venue, stop.ClientOrderId)).Status);
    }

    [Fact]
    public async Task Stop_ThatTriggers_ClosesUnderItsOwnId()
    {
        await using var venue = await StartAsync();
        await AcceptedAsync(venue, Intent(OrderSide.Buy));
        var last = (await FillsAsync(venue, 0))[^1].FillId;
        var stop = Stop(29_000m);
        var id = await AcceptedAsync(venue, stop);
        await venue.MoveAsync(28_900m);
        Assert.Empty((await AccountAsync(venue)).Positions);
        Assert.Empty(await ValueAsync(venue.Exchange.GetOpenConditionalOrdersAsync(default)));
        var order = await FoundAsync(venue, stop.ClientOrderId);
        Assert.Equal((id, VenueOrderStatus.Filled, Size), (order.VenueOrderId, order.Status, order.FilledQuantity.Value));
        var fills = await FillsAsync(venue, last);
        Assert.Equal(Size, fills.Sum(f => f.Quantity.Value));
        Assert.All(fills, f => Assert.Equal(stop.ClientOrderId.Value, f.ClientOrderId));
        Assert.IsType<CancelOutcome.NotOpen>(await venue.Exchange.CancelAsync(Btc, stop.ClientOrderId, default));
    }

    [Fact]
    public async Task Stop_WhoseLevelIsPassed_IsRejected()
    {
        await using var venue = await StartAsync();
        await AcceptedAsync(venue, Intent(OrderSide.Buy));
        Assert.Equal(VenueCodes.WouldTriggerImmediately, await RejectedAsync(venue, Stop(30_500m)));
    }

    [Fact]
    public async Task Target_ThatTriggers_TakesItsPart()
    {
        await using var venue = await StartAsync();
        await AcceptedAsync(venue, Intent(OrderSide.Buy));
        await AcceptedAsync(venue, Stop(30_900m) with { Type = OrderType.TakeProfitMarket, Purpose = OrderPurpose.PartialTakeProfit, Quantity = new(Size / 2m), ClientOrderId = Id('p') });
        await venue.MoveAsync(31_000m);
        Assert.Equal(Size / 2m, Assert.Single((await AccountAsync(venue)).Positions).Quantity.Value);
    }

    [Fact]
    public async Task Id_UsedTwice_MakesNoSecondOrder()
    {
        await using var venue = await StartAsync();
        var entry = Limit(29_000m);
        await AcceptedAsync(venue, entry);
        Assert.IsNotType<SubmitOutcome.Unknown>(await venue.Exchange.SubmitAsync(entry, default));
        Assert.Single(await ValueAsync(venue.Exchange.GetOpenOrdersAsync(default)));
    }

    [Fact]
    public async Task Order_ThatNobodySent_IsNotFoundAndNotOpen()
    {
        await using var venue = await StartAsync();
        Assert.IsType<OrderLookup.NotFound>(await ValueAsync(venue.Exchange.FindOrderAsync(Btc, Id('e'), default)));
        Assert.IsType<OrderLookup.NotFound>(await ValueAsync(venue.Exchange.FindOrderAsync(Btc, Id('s'), default)));
        Assert.IsType<CancelOutcome.NotOpen>(await venue.Exchange.CancelAsync(Btc, Id('e'), default));
        Assert.IsType<CancelOutcome.NotOpen>(await venue.Exchange.CancelAsync(Btc, Id('s'), default));
    }

    [Fact]
    public async Task Entry_ThatComesTooLate_IsRejectedAndNotThere()
    {
        await using var venue = await StartAsync();
        var late = Limit(29_000m) with { SentAtUtc = venue.Time.GetUtcNow() - TimeSpan.FromSeconds(3), ReceiveWindow = TimeSpan.FromSeconds(2) };
        Assert.Equal(VenueCodes.OutsideReceiveWindow, await RejectedAsync(venue, late));
        Assert.Empty(await ValueAsync(venue.Exchange.GetOpenOrdersAsync(default)));
        await AcceptedAsync(venue, Limit(29_000m) with { SentAtUtc = venue.Time.GetUtcNow(), ReceiveWindow = TimeSpan.FromSeconds(2) });
    }

    [Fact]
    public async Task Orders_AgainstTheRules_AreRejected()
    {
        await using var venue = await StartAsync();
        Assert.Equal(-4014, await RejectedAsync(venue, Limit(29_000.05m)));
        Assert.NotEqual(0, await RejectedAsync(venue, Intent(OrderSide.Buy, 0.0205m)));
        Assert.Equal(-4005, await RejectedAsync(venue, Intent(OrderSide.Buy, 5_000m)));
        Assert.Equal(-4164, await RejectedAsync(venue, Limit(29_000m) with { Quantity = new(0.001m), LimitPrice = new(1_000m) }, orElse: [-4016, -4024, -4131]));
        Assert.Equal(-2019, await RejectedAsync(venue, Intent(OrderSide.Buy, 90m)));
        Assert.Empty((await AccountAsync(venue)).Positions);
    }

    [Fact]
    public async Task Leverage_SetAndConfirmed_IsTheOneOfThePosition()
    {
        await using var venue = await StartAsync();
        Assert.IsType<SubmitOutcome.Accepted>(await venue.Exchange.SetLeverageAsync(Btc, new(7m), default));
        Assert.Equal(-4028, Assert.IsType<SubmitOutcome.Rejected>(await venue.Exchange.SetLeverageAsync(Btc, new(2.5m), default)).VenueCode);
        await AcceptedAsync(venue, Intent(OrderSide.Buy));
        Assert.Equal(7m, Assert.Single((await AccountAsync(venue)).Positions).Leverage.Value);
    }

    [Fact]
    public async Task Order_CanceledBeforeItWasSent_IsNotSent()
    {
        await using var venue = await StartAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await venue.Exchange.SubmitAsync(Limit(29_000m), new CancellationToken(canceled: true)));
        Assert.Empty(await ValueAsync(venue.Exchange.GetOpenOrdersAsync(default)));
    }

    protected OrderIntent Intent(OrderSide side, decimal quantity = Size) => new()
    {
        ClientOrderId = Id('e'),
        TradeId = TradeId.Create("1-1"),
        Symbol = Btc,
        Side = side,
        Type = OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = new(quantity),
        ReduceOnly = false,
        ReferencePrice = new(30_000m),
    };

    protected OrderIntent Limit(decimal price) => Intent(OrderSide.Buy) with { Type = OrderType.Limit, LimitPrice = new(price) };

    protected OrderIntent Closing() => Intent(OrderSide.Sell) with { ClientOrderId = Id('x'), Purpose = OrderPurpose.Exit, ReduceOnly = true };

    protected OrderIntent Stop(decimal trigger) => Closing() with
    {
        ClientOrderId = Id('s'),
        Type = OrderType.StopMarket,
        Purpose = OrderPurpose.StopLoss,
        TriggerPrice = new(trigger),
    };

    protected static async Task<long> AcceptedAsync(IContractVenue venue, OrderIntent intent)
    {
        var outcome = await venue.Exchange.SubmitAsync(intent, default);
        return outcome is SubmitOutcome.Accepted accepted ? accepted.VenueOrderId : throw new InvalidOperationException($"{intent.ClientOrderId}: {outcome}");
    }

    protected static async Task<T> ValueAsync<T>(ValueTask<ExchangeRead<T>> reading)
        where T : class
    {
        var read = await reading;
        Assert.Null(read.Failure);
        return read.Value!;
    }

    protected static Task<AccountSnapshot> AccountAsync(IContractVenue venue) => ValueAsync(venue.Exchange.GetAccountAsync(default));

    protected static Task<IReadOnlyList<VenueFill>> FillsAsync(IContractVenue venue, long after) => ValueAsync(venue.Exchange.GetFillsAsync(after, default));

    protected static async Task<VenueOrder> FoundAsync(IContractVenue venue, ClientOrderId id) =>
        Assert.IsType<OrderLookup.Found>(await ValueAsync(venue.Exchange.FindOrderAsync(Btc, id, default))).Order;

    /// <summary>The code; for a refusal that venues may put in several ways, the first of them.</summary>
    private static async Task<int> RejectedAsync(IContractVenue venue, OrderIntent intent, params int[] orElse)
    {
        var code = Assert.IsType<SubmitOutcome.Rejected>(await venue.Exchange.SubmitAsync(intent, default)).VenueCode;
        return orElse.Contains(code) ? -4164 : code;
    }

    private ClientOrderId Id(char purpose) => ClientOrderId.Create($"qt1-1-{purpose}{++_ids}");
}
