using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

public sealed class OrderExecutorTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Submit_DeniedAtTheFirstLook_IsNeitherIntendedNorSent()
    {
        var intent = _bench.Plan() with { Confidence = 0.1 };

        var result = Send(intent);

        Assert.Equal(new ExecutionResult.Denied(DenialSet.ConfidenceTooLow), result);
        Assert.Empty(_bench.Venue.Calls);
        Assert.Empty(_bench.Of<OrderIntended>());
        Assert.Equal(["CONFIDENCE_TOO_LOW"], Assert.Single(_bench.Of<OrderDenied>()).Codes);
        Assert.Equal(0, _bench.Engine.Reservations.Count);
    }

    [Fact]
    public void Submit_TheGateClosesWhileTheJournalWrites_IsDeniedAtTheSecondLook()
    {
        _bench.Journal.HangsOn = typeof(OrderIntended);
        var intent = _bench.Plan();
        Task<ExecutionResult>? sending = null;
        _bench.Do(() => sending = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        Assert.False(sending!.IsCompleted);

        _bench.Do(() => _bench.Engine.Mode.Set(TradingMode.ReduceOnly, _bench.Now, "test", "test"));
        _bench.Do(_bench.Journal.Release);

        Assert.Equal(new ExecutionResult.Denied(DenialSet.ModeReduceOnly), EngineBench.Ended(sending));
        Assert.Empty(_bench.Venue.Sent("submit"));
        Assert.Equal(TradePhase.Denied, _bench.Trade(intent.TradeId).Phase);
        Assert.Equal(0, _bench.Engine.Reservations.Count);
    }

    [Fact]
    public void Submit_TheIntentWaitedTooLong_IsDroppedAndNeverSent()
    {
        _bench.Venue.LeverageTakes = TimeSpan.FromMilliseconds(2_001);
        var intent = _bench.Plan();
        Task<ExecutionResult>? sending = null;
        _bench.Do(() => sending = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        _bench.Pass(TimeSpan.FromMilliseconds(2_001));

        Assert.Equal(TimeSpan.FromMilliseconds(2_001), Assert.IsType<ExecutionResult.Dropped>(EngineBench.Ended(sending)).Age);
        Assert.Empty(_bench.Venue.Sent("submit"));
        Assert.Equal("DROPPED", Assert.Single(_bench.Of<OrderEnded>()).Reason);
        Assert.Equal(TradePhase.Canceled, _bench.Trade(intent.TradeId).Phase);
        Assert.Equal(0, _bench.Engine.Reservations.Count);
    }

    [Fact]
    public void Submit_TheJournalCannotSaveTheIntent_DeniesTheEntry()
    {
        var intent = _bench.Plan();
        _bench.Journal.Fault = Fault.Fails;

        var result = Send(intent);

        Assert.Equal(DenialSet.JournalUnavailable, Assert.IsType<ExecutionResult.Denied>(result).Denials);
        Assert.Empty(_bench.Venue.Calls);
    }

    [Fact]
    public void Submit_TheJournalFailsBetweenTheTwoLooks_DeniesTheEntry()
    {
        var intent = _bench.Plan();
        _bench.Journal.FailsOn = typeof(OrderIntended);

        var result = Send(intent);

        Assert.Equal(DenialSet.JournalUnavailable, Assert.IsType<ExecutionResult.Denied>(result).Denials);
        Assert.Empty(_bench.Venue.Sent("submit"));
    }

    [Fact]
    public void Submit_AnEntry_IsIntendedThenLeveragedThenSentThenRecorded()
    {
        var intent = _bench.Plan();

        var result = Send(intent);

        Assert.IsType<ExecutionResult.Accepted>(result);
        Assert.Equal("leverage BTCUSDT 2", _bench.Venue.Calls[0]);
        Assert.Equal($"submit {intent.ClientOrderId} Buy 0.01 Market", _bench.Venue.Calls[1]);
        var kinds = _bench.Of<TradeOrderEvent>().Where(e => e.Purpose == OrderPurpose.Entry).Select(e => e.GetType()).ToArray();
        Assert.Equal(typeof(OrderIntended), kinds[0]);
        Assert.Contains(typeof(OrderAccepted), kinds);
        Assert.Contains(typeof(OrderFilled), kinds);
    }

    [Fact]
    public void Submit_TheSameLeverageAgain_AsksTheVenueOnce()
    {
        _bench.Open();
        _bench.StopAndFlatten();
        Assert.True(_bench.Reset().Done);
        _bench.Pass(TimeSpan.FromSeconds(6));
        _bench.Step();

        _bench.Open();

        Assert.Single(_bench.Venue.Sent("leverage"));
        Assert.Equal(2, _bench.Venue.Sent("submit qt1-").Count(c => c.EndsWith("Buy 0.01 Market", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Submit_TheLeverageIsNotConfirmed_NothingIsSent(bool unknown)
    {
        _bench.Venue.LeverageOutcome = unknown ? new SubmitOutcome.Unknown("lost") : new SubmitOutcome.Rejected(-4028, "Leverage 2 is not valid");
        var intent = _bench.Plan();

        var result = Send(intent);

        Assert.True(unknown ? result is ExecutionResult.Denied { Denials: DenialSet.LeverageNotVerified } : result is ExecutionResult.Rejected { VenueCode: -4028 });
        Assert.Empty(_bench.Venue.Sent("submit"));
        Assert.True(_bench.Trade(intent.TradeId).IsOver);
        Assert.Equal(0, _bench.Engine.Reservations.Count);
    }

    [Fact]
    public void Submit_TheLeverageCallHangs_TheEntryIsDeniedAfterTheLimit()
    {
        _bench.Venue.Hangs.Add("leverage");
        var intent = _bench.Plan();

        Assert.IsType<ExecutionResult.Denied>(Send(intent));
        Assert.Empty(_bench.Venue.Sent("submit"));
        Assert.Equal(0, _bench.Engine.Reservations.Count);
    }

    [Fact]
    public void Submit_TheVenueRejects_IsRecordedAndOver()
    {
        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-2019, "Margin is insufficient.");
        var intent = _bench.Plan();

        Assert.Equal(new ExecutionResult.Rejected(-2019, "Margin is insufficient."), Send(intent));
        Assert.Equal(TradePhase.Rejected, _bench.Trade(intent.TradeId).Phase);
        Assert.Equal(0, _bench.Engine.Reservations.Count);
    }

    [Fact]
    public void Submit_TheVenueThrows_TheOutcomeIsUnknownAndNotAFailureOfTheEngine()
    {
        _bench.Venue.Outcome = _ => throw new HttpRequestException("connection reset");
        var intent = _bench.Plan();

        Assert.Equal(new ExecutionResult.Unknown("connection reset"), Send(intent));
        Assert.True(_bench.Engine.Unknown.Blocks(intent.Symbol));
        Assert.Null(_bench.Engine.Defect);
    }

    [Fact]
    public void Cancel_TheVenueHangs_IsUnknownAfterTheLimit()
    {
        _bench.Venue.Hangs.Add("cancelAll");
        var began = _bench.Now;

        var outcome = _bench.Await(() => _bench.Engine.Executor.CancelAllAsync(EngineBench.Btc).AsTask());

        Assert.IsType<CancelOutcome.Unknown>(outcome);
        Assert.Equal(_bench.Settings.Execution.AckTimeout, _bench.Now - began);
    }

    [Fact]
    public void Submit_AClose_IsHeldBackByNothing()
    {
        var trade = _bench.Open();
        _bench.Engine.Mode.Set(TradingMode.Halted, _bench.Now, "test", "test");
        _bench.Engine.Unknown.Add(trade.Symbol, ClientOrderId.Create("lost"));
        _bench.Lease.Take(LeaseState.Unproven);
        _bench.Policies.Fault = Fault.Fails;
        _bench.Journal.Fault = Fault.Fails;
        _bench.Pass(TimeSpan.FromMinutes(5)); // policy, price and equity are stale

        var intent = _bench.Plan() with
        {
            TradeId = trade.TradeId,
            ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, OrderPurpose.Exit, 99),
            Purpose = OrderPurpose.Exit,
            Side = OrderSide.Sell,
            ReduceOnly = true,
        };

        Assert.IsType<ExecutionResult.Accepted>(Send(intent));
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
    }

    [Fact]
    public void SubmitEmergencyClose_TheJournalHangs_IsSentAndAnsweredAtOnce()
    {
        var trade = _bench.Open();
        _bench.Journal.Fault = Fault.Hangs;
        var intent = new OrderIntent
        {
            ClientOrderId = ClientOrderId.Create("qtx-1"),
            TradeId = trade.TradeId,
            Symbol = trade.Symbol,
            Side = OrderSide.Sell,
            Type = OrderType.Market,
            Purpose = OrderPurpose.Emergency,
            Quantity = trade.QuantityOpen,
            ReduceOnly = true,
        };

        Task<ExecutionResult>? closing = null;
        _bench.Do(() => closing = _bench.Engine.Executor.SubmitEmergencyCloseAsync(intent, Guid.Empty).AsTask());

        Assert.IsType<ExecutionResult.Accepted>(EngineBench.Ended(closing));
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
    }

    private ExecutionResult Send(OrderIntent intent) => _bench.Await(() => _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
}
