using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Unit.Engine.Trades;

public sealed class PositionMonitorTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly PositionMonitor _monitor;

    public PositionMonitorTests() => _monitor = new PositionMonitor(_bench.Engine.Desk, _bench.Settings.Trades);

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void OnBar_HeldForTheLimit_ExitsOnThatVeryBar(int minutesPastTheLimit, bool exits)
    {
        var trade = _bench.Open();
        var now = _bench.Now + _bench.Settings.Trades.HoldMax + TimeSpan.FromMinutes(minutesPastTheLimit);

        _bench.Do(() => _monitor.OnBar(trade, _bench.Now, now, lookIsDue: false));

        Assert.Equal(exits ? TradePhase.Closed : TradePhase.Open, _bench.Trade(trade.TradeId).Phase);
        Assert.Equal(exits ? ExitReasons.Timeout : "", _bench.Trade(trade.TradeId).ExitReason);
    }

    [Fact]
    public void OnBar_AStopThatIsGone_IsPlacedAgainWhenALookIsDue()
    {
        var trade = _bench.Open();
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.StopLoss ? new SubmitOutcome.Rejected(-1001, "down") : null;
        var stop = _bench.Venue.Orders.Single(o => o.Type == OrderType.StopMarket);
        _bench.Engine.Desk.Pause();
        _bench.Do(() => _bench.Venue.Publish(stop with { Status = VenueOrderStatus.Expired }));
        _bench.Engine.Desk.Resume();
        _bench.Venue.Outcome = null;

        _bench.Do(() => _monitor.OnBar(_bench.Trade(trade.TradeId), _bench.Now, _bench.Now, lookIsDue: false));
        Assert.DoesNotContain(_bench.Trade(trade.TradeId).Orders, o => o.Purpose == OrderPurpose.StopLoss);
        _bench.Do(() => _monitor.OnBar(_bench.Trade(trade.TradeId), _bench.Now, _bench.Now, lookIsDue: true));

        Assert.Contains(_bench.Trade(trade.TradeId).Orders, o => o.Purpose == OrderPurpose.StopLoss);
    }

    [Fact]
    public void OnStep_ATradeHeldTooLong_IsClosedThoughNothingElseChanged()
    {
        using var bench = EngineBench.Started(new() { Trades = new() { HoldMax = TimeSpan.FromMinutes(1) } });
        var trade = bench.Open();
        bench.Step();
        for (var i = 0; i < 60; i++)
        {
            bench.Step(); // a second each
        }

        Assert.Equal(ExitReasons.Timeout, bench.Trade(trade.TradeId).ExitReason);
    }
}
