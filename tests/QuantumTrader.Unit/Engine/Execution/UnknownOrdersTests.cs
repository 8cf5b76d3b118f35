using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

public sealed class UnknownOrdersTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Entry_NoAnswerInTime_IsUnknownAndBlocksItsSymbolOnly()
    {
        _bench.Venue.Hangs.Add("submit");
        _bench.Venue.FillsOf = _ => 0m;
        _bench.Venue.Fails.Add("find");
        var began = _bench.Now;

        var intent = Lose();

        Assert.Equal(_bench.Settings.Execution.AckTimeout, _bench.Now - began);
        Assert.Equal(TradePhase.Unknown, _bench.Trade(intent.TradeId).Phase);
        _bench.Step();
        Assert.True((Deny(_bench.Plan()) & DenialSet.SymbolBlocked) != 0);
        Assert.False((Deny(_bench.Plan(symbol: EngineBench.Eth)) & DenialSet.SymbolBlocked) != 0);
    }

    [Fact]
    public void Entry_TheVenueNeverHadIt_IsBelievedOnlyAfterTheDeadlineAndNeverSentAgain()
    {
        _bench.Venue.Outcome = _ => new SubmitOutcome.Unknown("lost");
        var intent = Lose();

        _bench.Pass(TimeSpan.FromSeconds(9));
        Assert.True(_bench.Engine.Unknown.Blocks(intent.Symbol));
        Assert.Equal(TradePhase.Unknown, _bench.Trade(intent.TradeId).Phase);

        _bench.Until(() => !_bench.Engine.Unknown.Blocks(intent.Symbol), "the symbol was free");
        Assert.True(_bench.Now - intent.CreatedAtUtc >= _bench.Settings.Execution.NotPlacedAfter);
        Assert.Equal(TradePhase.Canceled, _bench.Trade(intent.TradeId).Phase);
        Assert.Equal("NOT_PLACED", Assert.Single(_bench.Of<OrderEnded>()).Reason);
        Assert.Single(_bench.Venue.Sent("submit"));
        Assert.Equal(0, _bench.Engine.Reservations.Count);
    }

    [Fact]
    public void Entry_TheVenueHasItAndItFilled_BecomesAnOpenTradeWithAStop()
    {
        _bench.Venue.Hangs.Add("submit"); // it acts, and its answer is lost
        var intent = Lose();
        _bench.Venue.Hangs.Clear();

        _bench.Until(() => !_bench.Engine.Unknown.Blocks(intent.Symbol), "the symbol was free");

        Assert.Equal(TradePhase.Open, _bench.Trade(intent.TradeId).Phase);
        Assert.Contains(_bench.Trade(intent.TradeId).Orders, o => o.Purpose == OrderPurpose.StopLoss);
        Assert.Single(_bench.Venue.Sent($"submit {intent.ClientOrderId}"));
    }

    [Fact]
    public void Entry_TheVenueCannotBeAsked_StaysUnknownForAsLongAsItTakes()
    {
        _bench.Venue.Outcome = _ => new SubmitOutcome.Unknown("lost");
        _bench.Venue.Fails.Add("find");
        var intent = Lose();

        _bench.Pass(TimeSpan.FromMinutes(10));
        Assert.True(_bench.Engine.Unknown.Blocks(intent.Symbol));

        _bench.Venue.Fails.Clear();
        _bench.Until(() => !_bench.Engine.Unknown.Blocks(intent.Symbol), "the symbol was free");
        Assert.Equal(0, _bench.Engine.Unknown.Count);
    }

    [Fact]
    public void Entry_TheQuestionItselfHangs_IsAskedAgain()
    {
        _bench.Venue.Outcome = _ => new SubmitOutcome.Unknown("lost");
        _bench.Venue.Hangs.Add("find");
        var intent = Lose();
        _bench.Pass(TimeSpan.FromSeconds(20));

        _bench.Venue.Hangs.Clear();

        _bench.Until(() => !_bench.Engine.Unknown.Blocks(intent.Symbol), "the symbol was free");
    }

    [Fact]
    public void Entry_TheVenueCanceledItMeanwhile_EndsEmpty()
    {
        _bench.Venue.Tells = false;
        _bench.Venue.FillsOf = _ => 0m;
        _bench.Venue.Hangs.Add("submit");
        var intent = Lose();
        _bench.Do(() => _ = _bench.Venue.CancelAllAsync(intent.Symbol, CancellationToken.None).AsTask());

        _bench.Until(() => !_bench.Engine.Unknown.Blocks(intent.Symbol), "the symbol was free");

        Assert.Equal(TradePhase.Canceled, _bench.Trade(intent.TradeId).Phase);
        Assert.Equal("CANCELED", Assert.Single(_bench.Of<OrderEnded>()).Reason);
    }

    private OrderIntent Lose()
    {
        var intent = _bench.Plan();
        Assert.IsType<ExecutionResult.Unknown>(_bench.Await(() => _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask()));
        return intent;
    }

    private DenialSet Deny(OrderIntent intent) => _bench.Denials(intent);
}
