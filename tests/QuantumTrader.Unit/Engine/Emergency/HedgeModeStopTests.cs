using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Unit.Execution.Paper;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A venue that holds long and short of one symbol apart, and refuses an order that does not name its leg.</summary>
public sealed class HedgeModeStopTests : IDisposable
{
    private readonly EngineBench _bench;
    private readonly PaperExchange _venue;

    public HedgeModeStopTests()
    {
        PaperExchange? venue = null;
        _bench = new EngineBench(
            settings: EngineBench.AtOnce with { HedgeMode = true },
            change: p => p with { Exchange = venue = new PaperExchange(VenueBench.Exact with { HedgeMode = true }, VenueBench.Instruments, seed: 7, p.Time, NullPaperAccountStore.Instance) });
        _venue = venue!;
        _venue.Subscribe(_bench.Engine.Updates);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Stop_LongAndShortOfOneSymbol_EachIsClosedOnItsOwnLegAndNoneIsOpened()
    {
        var bar = _bench.BarOf(EngineBench.Btc);
        _bench.Do(() => _venue.OnBar(in bar));
        ByHand("long-1", OrderSide.Buy, 0.3m, PositionSide.Long);
        ByHand("short-1", OrderSide.Sell, 0.2m, PositionSide.Short);
        _bench.Await(() => _bench.Engine.StartAsync(held: null));

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);

        Assert.Empty(Account().Positions);
        Assert.Equal(
            [(PositionSide.Long, OrderSide.Sell, 0.3m), (PositionSide.Short, OrderSide.Buy, 0.2m)],
            _bench.Of<OrderIntended>().Where(o => o.Purpose == OrderPurpose.Emergency).Select(o => (o.PositionSide, o.Side, o.Quantity.Value)).Order());
    }

    private AccountSnapshot Account() => _bench.Await(() => _venue.GetAccountAsync(CancellationToken.None).AsTask()).Value!;

    private void ByHand(string id, OrderSide side, decimal quantity, PositionSide leg)
    {
        var intent = new OrderIntent
        {
            ClientOrderId = ClientOrderId.Create(id),
            TradeId = TradeId.Create("1-1"),
            Symbol = EngineBench.Btc,
            Side = side,
            Type = OrderType.Market,
            Purpose = OrderPurpose.Entry,
            Quantity = new Quantity(quantity),
            ReduceOnly = false,
            PositionSide = leg,
            ReferencePrice = new Price(50_000m),
            Leverage = Leverage.One,
            CreatedAtUtc = _bench.Now,
        };
        Assert.IsType<SubmitOutcome.Accepted>(_bench.Await(() => _venue.SubmitAsync(intent, CancellationToken.None).AsTask()));
    }
}
