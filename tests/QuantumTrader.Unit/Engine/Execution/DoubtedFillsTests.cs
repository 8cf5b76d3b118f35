using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>The stream calls an order of ours filled while fewer fills of it were told: forged, too early, or fills are missing.</summary>
public sealed class DoubtedFillsTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly TradeState _trade;

    public DoubtedFillsTests()
    {
        _trade = _bench.Open();
        _bench.Await(_bench.Engine.ReconcileAsync);
        Assert.False(_bench.Engine.IsInDoubt);
        Assert.False(IsDenied(EngineBench.Btc));
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("0")]
    [InlineData("0.004")]
    [InlineData("0.01")]
    public void Stop_CalledFilledWithoutItsFills_LetsNothingInUntilAComparisonAgrees(string filled)
    {
        Publish(decimal.Parse(filled, System.Globalization.CultureInfo.InvariantCulture));

        Assert.True(_bench.Engine.IsInDoubt);
        Assert.True(IsDenied(EngineBench.Btc));
        Assert.False(IsDenied(EngineBench.Eth));

        _bench.Await(_bench.Engine.ReconcileAsync);

        Assert.False(IsDenied(EngineBench.Btc));
        Assert.False(_bench.Engine.IsInDoubt);
        Assert.Equal(TradePhase.Open, _bench.Trade(_trade.TradeId).Phase); // it was forged: the position and its stop are there
    }

    [Fact]
    public void Comparison_ThatFindsADifferenceOrCannotAsk_LeavesTheDoubt()
    {
        Publish(0.01m);
        _bench.Venue.Fails.Add("account");
        _bench.Await(_bench.Engine.ReconcileAsync);
        Assert.True(IsDenied(EngineBench.Btc));

        _bench.Venue.Fails.Clear();
        _bench.Venue.WalletToldOnce = 9_999m;
        _bench.Await(_bench.Engine.ReconcileAsync);
        Assert.True(IsDenied(EngineBench.Btc));

        _bench.Await(_bench.Engine.ReconcileAsync);
        Assert.False(IsDenied(EngineBench.Btc));
    }

    [Fact]
    public void Doubt_ThatCameWhileTheVenueWasAsked_WaitsForTheNextComparison()
    {
        _bench.Venue.OnAsk = question =>
        {
            if (question == "account")
            {
                _bench.Venue.OnAsk = null;
                _bench.Venue.Publish(Stop(0.01m));
            }
        };

        _bench.Await(_bench.Engine.ReconcileAsync);
        Assert.True(IsDenied(EngineBench.Btc));

        _bench.Await(_bench.Engine.ReconcileAsync);
        Assert.False(IsDenied(EngineBench.Btc));
    }

    [Fact]
    public void Fills_ThatAreToldAfterAll_EndTheDoubt()
    {
        var stop = Stop(0.01m);
        Publish(0.01m);
        _bench.Do(() => _bench.Venue.Tell(stop.ClientOrderId, EngineBench.Btc, OrderSide.Sell, 0.004m, 49_500m, remaining: 0.006m));
        Assert.True(IsDenied(EngineBench.Btc));

        _bench.Do(() => _bench.Venue.Tell(stop.ClientOrderId, EngineBench.Btc, OrderSide.Sell, 0.006m, 49_500m));

        Assert.Equal(TradePhase.Closed, _bench.Trade(_trade.TradeId).Phase);
        Assert.False(IsDenied(EngineBench.Btc));
    }

    private VenueOrder Stop(decimal filled) => _bench.Venue.Orders.Single(o => o.Type == OrderType.StopMarket) with { Status = VenueOrderStatus.Filled, FilledQuantity = new Quantity(filled) };

    private void Publish(decimal filled) => _bench.Do(() => _bench.Venue.Publish(Stop(filled)));

    private bool IsDenied(Symbol symbol) => (_bench.Denials(_bench.Plan(symbol: symbol)) & DenialSet.SymbolBlocked) != DenialSet.None;
}
