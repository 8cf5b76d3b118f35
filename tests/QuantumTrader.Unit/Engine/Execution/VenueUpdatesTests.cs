using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

public sealed class VenueUpdatesTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("web_abc")]
    [InlineData("not an id!")]
    [InlineData("qt7-77-e0")]
    public void Fill_ThatNoTradeExplains_IsInTheLedgerOnlyAndHoldsTheSymbol(string id)
    {
        var before = _bench.Events.Count;

        _bench.Do(() => _bench.Venue.Tell(id, EngineBench.Btc, OrderSide.Buy, 0.02m, 50_000m));

        Assert.Equal(before, _bench.Events.Count);
        Assert.Equal(new Usd(1_000m), _bench.Engine.Ledger.NotionalOf(EngineBench.Btc));
        Assert.Empty(_bench.Book.HaltedSymbols);
        var intent = _bench.Plan();
        Assert.True((_bench.Denials(intent) & DenialSet.SymbolBlocked) != 0);
    }

    [Fact]
    public void Fill_ThatNoTradeExplains_FreesTheSymbolWhenItIsGone()
    {
        _bench.Do(() => _bench.Venue.Tell("web_1", EngineBench.Btc, OrderSide.Buy, 0.02m, 50_000m));
        _bench.Do(() => _bench.Venue.Tell("web_2", EngineBench.Btc, OrderSide.Sell, 0.02m, 50_000m));

        var intent = _bench.Plan();
        Assert.Equal(DenialSet.None, _bench.Denials(intent));
    }

    [Fact]
    public void Fill_ToldTwice_ChangesTheLedgerOnce()
    {
        _bench.Open();
        var notional = _bench.Engine.Ledger.TotalNotional;
        var fills = _bench.Of<OrderFilled>().Count();

        _bench.Do(() => _bench.Venue.Listener!.OnUpdate(new ExchangeUpdate.Filled(_bench.Venue.Fills[0])));

        Assert.Equal(notional, _bench.Engine.Ledger.TotalNotional);
        Assert.Equal(fills, _bench.Of<OrderFilled>().Count());
    }

    [Fact]
    public void Fill_ByHandAgainstOurPosition_ClosesTheTradeAsManual()
    {
        var trade = _bench.Open();

        _bench.Do(() => _bench.Venue.Tell("web_1", EngineBench.Btc, OrderSide.Sell, 0.01m, 50_000m));

        Assert.Equal((TradePhase.Closed, ExitReasons.Manual), (_bench.Trade(trade.TradeId).Phase, _bench.Trade(trade.TradeId).ExitReason));
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Fill_OfALiquidation_SaysSo()
    {
        var trade = _bench.Open();
        var fill = _bench.Venue.Fills[0] with { FillId = 2, ClientOrderId = "autoclose-1", Side = OrderSide.Sell, IsLiquidation = true };

        _bench.Do(() => _bench.Venue.Listener!.OnUpdate(new ExchangeUpdate.Filled(fill)));

        Assert.Equal(ExitReasons.Liquidation, _bench.Trade(trade.TradeId).ExitReason);
    }

    [Theory]
    [InlineData(VenueOrderStatus.New, 0)]
    [InlineData(VenueOrderStatus.PartiallyFilled, 0)]
    [InlineData(VenueOrderStatus.Filled, 0)]
    [InlineData(VenueOrderStatus.Canceled, 1)]
    [InlineData(VenueOrderStatus.Expired, 1)]
    [InlineData(VenueOrderStatus.Rejected, 1)]
    public void Order_ItsEndIsJournaledAndNothingElse(VenueOrderStatus status, int ended)
    {
        var trade = _bench.Open();
        var order = _bench.Venue.Orders.First(o => o.Type == OrderType.TakeProfitMarket);

        _bench.Engine.Desk.Pause();
        _bench.Do(() => _bench.Venue.Publish(order with { Status = status }));

        Assert.Equal(ended, _bench.Of<OrderEnded>().Count(e => e.TradeId == trade.TradeId));
    }

    [Fact]
    public void PaymentsToldTwice_CountOnce()
    {
        var trade = _bench.Open();
        var funding = new ExchangeUpdate.FundingPaid(EngineBench.Btc, PositionSide.Both, new Usd(-1.5m), _bench.Now);
        var transfer = new ExchangeUpdate.Transferred(new Usd(100m), _bench.Now);
        var wallet = _bench.Engine.Ledger.Wallet;

        foreach (var update in new ExchangeUpdate[] { funding, transfer, funding with { Amount = new Usd(-1.5m) }, transfer, funding })
        {
            _bench.Do(() => _bench.Engine.Updates.OnUpdate(update));
        }

        Assert.Equal(wallet.Value + 98.5m, _bench.Engine.Ledger.Wallet.Value);
        Assert.Equal(100m, _bench.Engine.Ledger.NetTransfers.Value);
        Assert.Equal(-1.5m, _bench.Trade(trade.TradeId).Funding.Value);
        Assert.Single(_bench.Of<TradeFunded>());

        _bench.Do(() => _bench.Engine.Updates.OnUpdate(funding with { Number = 1 }));
        Assert.Equal(-3m, _bench.Trade(trade.TradeId).Funding.Value);
    }

    [Fact]
    public void Funding_IsInTheWalletAndInItsTrade()
    {
        var trade = _bench.Open();

        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new ExchangeUpdate.FundingPaid(EngineBench.Btc, PositionSide.Both, new Usd(-1.5m), _bench.Now)));
        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new ExchangeUpdate.FundingPaid(EngineBench.Eth, PositionSide.Both, new Usd(-1m), _bench.Now)));

        Assert.Equal(new Usd(-1.5m), _bench.Trade(trade.TradeId).Funding);
        Assert.Equal(new Usd(9_997.5m), _bench.Engine.Ledger.Wallet);
    }

    [Fact]
    public void FundingAssignedLater_IsInItsTradeOnceAndNotInTheWalletAgain()
    {
        var trade = _bench.Open();
        var wallet = _bench.Engine.Ledger.Wallet;
        var assigned = new ExchangeUpdate.FundingAssigned(EngineBench.Btc, new Usd(-1.5m), _bench.Now, 77);

        foreach (var update in new[] { assigned, assigned with { Number = 77 }, assigned with { Symbol = EngineBench.Eth, Number = 78 } })
        {
            _bench.Do(() => _bench.Engine.Updates.OnUpdate(update));
        }

        Assert.Equal(new Usd(-1.5m), _bench.Trade(trade.TradeId).Funding);
        Assert.Equal(wallet, _bench.Engine.Ledger.Wallet);
    }

    [Fact]
    public void Transfer_MovesWalletAndPeakAndIsNoLoss()
    {
        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new ExchangeUpdate.Transferred(new Usd(-5_000m), _bench.Now)));
        _bench.Step();
        _bench.Step();

        Assert.Equal(new Usd(5_000m), _bench.Engine.Ledger.Equity);
        Assert.Equal(Fraction.Zero, _bench.Engine.Equity.Last.Drawdown);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }
}
