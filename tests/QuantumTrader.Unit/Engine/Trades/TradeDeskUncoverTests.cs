using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Trades;

/// <summary>An exit that the venue refuses for what rests beside it: that goes, what only reduces first, and the exit is sent again at once.</summary>
public sealed class TradeDeskUncoverTests : IDisposable
{
    private const string TheirTarget = "web_target";
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly TradeState _trade;

    public TradeDeskUncoverTests() => _trade = _bench.Open();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(VenueCodes.ReduceOnlyRejected, TheirTarget, true)]
    [InlineData(VenueCodes.ReduceOnlyNeedsMargin, TheirTarget, true)]
    [InlineData(VenueCodes.ReduceOnlyNeedsMargin, "qt0-7-e0", false)]
    public void Exit_RefusedForARestingOrderThatReducesOrIsOurs_CancelsItKeepsTheStopAndClosesAtOnce(int code, string order, bool reduceOnly)
    {
        _bench.Place(order, OrderSide.Sell, OrderType.Limit, reduceOnly);
        var stopRested = RefuseWhile(code, () => Rests(order));

        Exit();

        Assert.Equal((TradePhase.Closed, ExitReasons.SignalExit, 0m), (Now.Phase, Now.ExitReason, _bench.Venue.HeldOf(_trade.Symbol)));
        Assert.Equal([true, true], stopRested);
    }

    [Theory]
    [InlineData(VenueCodes.ReduceOnlyRejected)]
    [InlineData(VenueCodes.ReduceOnlyNeedsMargin)]
    public void Exit_RefusedWithoutTheTargetsToo_CancelsTheStopLastAndClosesAtOnce(int code)
    {
        var stopRested = RefuseWhile(code, () => Rests(Stop));

        Exit();

        Assert.Equal((TradePhase.Closed, 0m), (Now.Phase, _bench.Venue.HeldOf(_trade.Symbol)));
        Assert.Equal([true, true, false], stopRested);
    }

    [Fact]
    public void Exit_RefusedWhateverIsCanceled_HasItsStopBackAtOnceAndKeepsItWhileItTriesOn()
    {
        var refuses = true;
        var stopRested = RefuseWhile(VenueCodes.ReduceOnlyNeedsMargin, () => refuses);
        _bench.Venue.Tells = false; // the answer to the cancel comes before the stream tells it

        Exit();
        _bench.Venue.Tells = true;
        Assert.Equal([true, true, false], stopRested);
        Assert.Single(_bench.Venue.Orders, o => o.Type == OrderType.StopMarket);

        _bench.Pass(TimeSpan.FromMinutes(2));
        Assert.InRange(stopRested.Count, 8, 12); // at 0 three times, then at 1, 3, 7, 15, 31, 61, 91 s
        Assert.All(stopRested.Skip(3), Assert.True);

        refuses = false;
        _bench.Until(() => Now.Phase == TradePhase.Closed, "the trade was closed");
        Assert.Equal(ExitReasons.SignalExit, Now.ExitReason);
    }

    [Fact]
    public void Exit_RefusedForAnOrderOfPeopleThatWouldOpen_LeavesItAndTheStopAndTriesOn()
    {
        _bench.Place(TheirTarget, OrderSide.Sell, OrderType.Limit);
        var stopRested = RefuseWhile(VenueCodes.ReduceOnlyNeedsMargin, () => Rests(TheirTarget));

        Exit();
        _bench.Pass(TimeSpan.FromSeconds(10));

        Assert.True(Rests(TheirTarget));
        Assert.InRange(stopRested.Count, 3, 6);
        Assert.All(stopRested, Assert.True);

        _bench.Do(() => _bench.Venue.Orders.RemoveAll(o => o.ClientOrderId == TheirTarget));
        _bench.Until(() => Now.Phase == TradePhase.Closed, "the trade was closed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Exit_RefusedOfAPositionThatNoReadingShows_KeepsItsStop(bool isRead)
    {
        _bench.Venue.Hold(_trade.Symbol, 0m);
        if (!isRead)
        {
            _bench.Venue.Fails.Add("account");
        }

        var stopRested = RefuseWhile(VenueCodes.ReduceOnlyRejected, () => true);

        Exit();
        _bench.Pass(TimeSpan.FromSeconds(2));

        Assert.NotEmpty(stopRested);
        Assert.All(stopRested, Assert.True);
    }

    private TradeState Now => _bench.Trade(_trade.TradeId);

    private string Stop => _trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value;

    private bool Rests(string id) => _bench.Venue.Orders.Any(o => o.ClientOrderId == id);

    private void Exit() => _bench.Do(() => _bench.Engine.Desk.Exit(_trade, ExitReasons.SignalExit));

    /// <summary>For each exit that reaches the venue: whether a stop rested then.</summary>
    private List<bool> RefuseWhile(int code, Func<bool> refuses)
    {
        var stopRested = new List<bool>();
        _bench.Venue.Outcome = i =>
        {
            if (i.Purpose != OrderPurpose.Exit)
            {
                return null;
            }

            stopRested.Add(_bench.Venue.Orders.Any(o => o.Type == OrderType.StopMarket));
            return refuses() ? new SubmitOutcome.Rejected(code, "ReduceOnly Order Failed. Please check your existing position and open orders") : null;
        };
        return stopRested;
    }
}
