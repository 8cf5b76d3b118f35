using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>
/// The disk had refused the close of a trade, the next one of its symbol was opened, and the process died. A stop does not wait until the
/// start has told the book what it lacks: its close must count for the trade that holds the position, not for the one that only looks open.
/// </summary>
public sealed class StopBeforeTheBookTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(Direction.Long)]
    [InlineData(Direction.Short)] // the older one cannot have held it: the newer is ours all the same
    public void Run_AnOlderTradeLacksItsClose_ClosesForTheNewerAndBothEndWithTheirOwnFills(Direction newer)
    {
        var (stale, held) = OpenOneAfterAnother(newer);
        using var next = new EngineBench(venueOf: _bench);
        next.Book.Load(stale);
        next.Book.Load(held);

        Assert.Equal(EmergencyRunState.Flat, next.StopAndFlatten().RunState);
        next.Lease.Give(5);
        next.Await(() => next.Engine.StartAsync(null));
        next.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal([held.TradeId], next.Of<OrderIntended>().Where(e => e.Purpose == OrderPurpose.Emergency).Select(e => e.TradeId));
        Assert.Equal((true, new Quantity(0m), stale.FillIds[^1] + 1), Facts(next.Trade(stale.TradeId)));
        Assert.Equal((true, new Quantity(0m), held.FillIds[^1] + 1), Facts(next.Trade(held.TradeId)));
        Assert.Empty(next.Of<TradeNotAtVenue>());
        Assert.Empty(next.Book.Open);
        Assert.Empty(next.Book.Faults);
    }

    private static (bool IsOver, Quantity Open, long LastFillId) Facts(TradeState trade) => (trade.IsOver, trade.QuantityOpen, trade.LastFillId);

    /// <summary>The older one as the disk has it, still open.</summary>
    private (TradeState Stale, TradeState Held) OpenOneAfterAnother(Direction newer)
    {
        var stale = _bench.Open();
        _bench.Do(() => _bench.Venue.Fill(stale.Orders.First(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));
        _bench.Pass(TimeSpan.FromSeconds(5));
        Assert.True(_bench.Trade(stale.TradeId).IsOver);

        var held = _bench.Open(newer, 0.004m);
        return (stale, _bench.Trade(held.TradeId));
    }
}
