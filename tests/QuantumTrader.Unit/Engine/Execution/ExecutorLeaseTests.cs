using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>What the lease lets out, order by order.</summary>
public sealed class ExecutorLeaseTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly List<OrderIntent> _sent = [];

    public ExecutorLeaseTests() => _bench.Venue.Outcome = i =>
    {
        _sent.Add(i);
        return null;
    };

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(10_000, 2_000)]
    [InlineData(2_500, 2_000)]
    [InlineData(2_499, 1_999)]
    [InlineData(501, 1)]
    public void Entry_OnALeaseThatRunsOut_CarriesAWindowThatEndsBeforeIt(int leftMs, int windowMs)
    {
        var intent = _bench.Plan();
        _bench.Lease.UntilUtc = _bench.Now.AddMilliseconds(leftMs);

        Send(intent);

        var sent = Entry();
        Assert.Equal(_bench.Now, sent.SentAtUtc);
        Assert.Equal(TimeSpan.FromMilliseconds(windowMs), sent.ReceiveWindow);
    }

    [Fact]
    public void Entry_OnALeaseThatCannotRunOut_CarriesTheLongestWindow()
    {
        Send(_bench.Plan());

        Assert.Equal(TimeSpan.FromSeconds(2), Entry().ReceiveWindow);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1)]
    public void Entry_OnALeaseThatIsAlmostOver_IsDenied(int leftMs)
    {
        var intent = _bench.Plan();
        _bench.Lease.UntilUtc = _bench.Now.AddMilliseconds(leftMs);

        Assert.Equal(new ExecutionResult.Denied(DenialSet.Standby), Send(intent));
        Assert.Empty(_sent);
    }

    /// <summary>The clock is read first: a process that is stopped between the two has its order refused by the venue.</summary>
    [Fact]
    public void Entry_TheProcessIsPausedWhileTheLeaseIsLookedAt_StillCarriesTheTimeFromBefore()
    {
        var intent = _bench.Plan();
        var before = _bench.Now;
        _bench.Lease.OnLeft = () => _bench.Time.AdvanceTo(before.AddSeconds(30), () => { });

        Send(intent);

        Assert.Equal(before, Entry().SentAtUtc);
        Assert.True(_bench.Now > before + Entry().ReceiveWindow);
    }

    [Theory]
    [InlineData(LeaseState.Unproven)]
    [InlineData(LeaseState.Lost)]
    public void Entry_WithoutTheLease_IsDenied(LeaseState state)
    {
        var intent = _bench.Plan();
        _bench.Lease.Take(state);

        Assert.Equal(new ExecutionResult.Denied(DenialSet.Standby), Send(intent));
        Assert.Empty(_sent);
    }

    [Fact]
    public void Entry_UnderAnEpochThatWasNotTakenOver_IsDenied()
    {
        var intent = _bench.Plan();
        _bench.Lease.Give(2);

        Assert.Equal(new ExecutionResult.Denied(DenialSet.Standby), Send(intent));
    }

    [Theory]
    [InlineData(OrderPurpose.Exit, LeaseState.Held, true)]
    [InlineData(OrderPurpose.Exit, LeaseState.Unproven, true)]
    [InlineData(OrderPurpose.Exit, LeaseState.Lost, false)]
    [InlineData(OrderPurpose.TakeProfit, LeaseState.Unproven, true)]
    [InlineData(OrderPurpose.TakeProfit, LeaseState.Lost, false)]
    [InlineData(OrderPurpose.StopLoss, LeaseState.Unproven, true)]
    [InlineData(OrderPurpose.StopLoss, LeaseState.Lost, true)]
    public void ReducingOrder_GoesOutUnlessAnotherProcessLeads(OrderPurpose purpose, LeaseState state, bool isSent)
    {
        var trade = _bench.Open();
        _bench.Lease.Take(state);
        _sent.Clear();

        var result = Send(Closing(trade, purpose));

        Assert.Equal(isSent, result is ExecutionResult.Accepted);
        Assert.Equal(isSent ? 1 : 0, _sent.Count);
    }

    [Theory]
    [InlineData(LeaseState.Held)]
    [InlineData(LeaseState.Unproven)]
    [InlineData(LeaseState.Lost)]
    public void EmergencyClose_GoesOutWhateverTheLeaseSays(LeaseState state)
    {
        var trade = _bench.Open();
        _bench.Lease.Take(state);

        var result = _bench.Await(() => _bench.Engine.Executor.SubmitEmergencyCloseAsync(Closing(trade, OrderPurpose.Emergency), Guid.Empty).AsTask());

        Assert.IsType<ExecutionResult.Accepted>(result);
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
    }

    [Theory]
    [InlineData(LeaseState.Held, true, true)]
    [InlineData(LeaseState.Unproven, false, true)]
    [InlineData(LeaseState.Lost, false, false)]
    public void Cancel_GoesOutOnAProvedLease_AndAnEmergencysUnlessAnotherProcessLeads(LeaseState state, bool ordinary, bool emergency)
    {
        var stop = _bench.Open().Orders.First(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId;
        _bench.Lease.Take(state);

        var one = _bench.Await(() => _bench.Engine.Executor.CancelForEmergencyAsync(EngineBench.Btc, ClientOrderId.Create("nobodys")).AsTask());
        Assert.Equal(emergency, one is CancelOutcome.NotOpen);
        Assert.Equal(emergency ? 1 : 0, _bench.Venue.Sent("cancel nobodys").Count());
        var cancel = _bench.Await(() => _bench.Engine.Executor.CancelAsync(EngineBench.Btc, stop).AsTask());
        Assert.Equal(ordinary, cancel is CancelOutcome.Canceled);
        Assert.Equal(!ordinary, cancel is CancelOutcome.Unknown);
        _bench.Await(() => _bench.Engine.Executor.CancelAllAsync(EngineBench.Btc).AsTask());
        _bench.Await(() => _bench.Engine.Executor.CancelAllConditionalAsync(EngineBench.Btc).AsTask());
        Assert.Equal(emergency ? 2 : 0, _bench.Venue.Sent("cancelAll").Count());
    }

    [Fact]
    public void Desk_WhoseCancelsAreRefused_TriesNowAndThenAndEndsNoTrade()
    {
        var trade = _bench.Open();
        _bench.Lease.Take(LeaseState.Unproven);
        _bench.Do(() => _bench.Venue.Fill(trade.Orders.First(o => o.Purpose == OrderPurpose.PartialTakeProfit).ClientOrderId.Value, 0.005m, 50_750m));
        var events = _bench.Events.Count;

        _bench.Pass(TimeSpan.FromHours(1)); // the old stop cannot be canceled after the new one was placed

        Assert.True(_bench.Events.Count - events < 20, $"{_bench.Events.Count - events} events");
        Assert.Equal(TradePhase.Open, _bench.Trade(trade.TradeId).Phase);
        Assert.Equal(2, _bench.Trade(trade.TradeId).Orders.Count(o => o.Purpose == OrderPurpose.StopLoss));
        _bench.Lease.Give(1);
        _bench.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(_bench.Trade(trade.TradeId).Orders, o => o.Purpose == OrderPurpose.StopLoss);
    }

    [Fact]
    public void Desk_WhoseOrdersAreDeniedForTheLease_EndsNoTradeAndGoesOnLater()
    {
        var intent = _bench.Plan();
        _bench.Venue.Outcome = i =>
        {
            if (i.Purpose == OrderPurpose.StopLoss)
            {
                _bench.Lease.Take(LeaseState.Lost); // after the stop, before the targets
            }

            return null;
        };
        Send(intent);
        _bench.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal([OrderPurpose.StopLoss], _bench.Trade(intent.TradeId).Orders.Select(o => o.Purpose));

        _bench.Venue.Outcome = null;
        _bench.Lease.Give(1);
        _bench.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(3, _bench.Trade(intent.TradeId).Orders.Count);
        Assert.Equal(TradePhase.Open, _bench.Trade(intent.TradeId).Phase);
    }

    private OrderIntent Entry() => _sent.Single(i => i.Purpose == OrderPurpose.Entry);

    private ExecutionResult Send(OrderIntent intent) => _bench.Await(() => _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

    private OrderIntent Closing(TradeState trade, OrderPurpose purpose) => new()
    {
        ClientOrderId = purpose == OrderPurpose.Emergency ? ClientOrderId.Create("qtx-1") : ClientOrderIds.ForTrade(trade.TradeId, purpose, 99),
        TradeId = trade.TradeId,
        Symbol = trade.Symbol,
        Side = OrderSide.Sell,
        Type = purpose switch
        {
            OrderPurpose.StopLoss => OrderType.StopMarket,
            OrderPurpose.TakeProfit => OrderType.TakeProfitMarket,
            _ => OrderType.Market,
        },
        TriggerPrice = purpose is OrderPurpose.StopLoss or OrderPurpose.TakeProfit ? new Price(49_000m) : null,
        Purpose = purpose,
        Quantity = trade.QuantityOpen,
        ReduceOnly = true,
        CreatedAtUtc = _bench.Now,
    };
}
