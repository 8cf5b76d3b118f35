using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

public sealed class RunningReconcilerTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Compare_TheVenueCannotBeRead_IsNoDifference()
    {
        _bench.Venue.Fails.Add("account");

        Compare(3);

        Assert.Equal(TradingMode.Active, _bench.Engine.Mode.Mode);
    }

    [Fact]
    public void Compare_ADifferenceThatStays_IsCorrectedAtTheSecondLookAndAllowsNoNewRisk()
    {
        _bench.Venue.Wallet = 9_000m;

        Compare(1);
        Assert.Equal(new Usd(10_000m), _bench.Engine.Ledger.Wallet);
        Compare(1);

        Assert.Equal(new Usd(9_000m), _bench.Engine.Ledger.Wallet);
        Assert.Equal(TradingMode.ReduceOnly, _bench.Engine.Mode.Mode);
        Assert.Contains("wallet", _bench.Engine.Mode.Reason, StringComparison.Ordinal);
    }

    /// <summary>A deposit would be a profit and raise the peaks, a withdrawal a loss and stop trading.</summary>
    [Theory]
    [InlineData(8_000)]
    [InlineData(12_000)]
    public void Compare_TheWalletMovedWhileTheTransfersCannotBeRead_TakesItForNeitherProfitNorLoss(int wallet)
    {
        var moved = wallet - 10_000m;
        _bench.Venue.Fails.Add("transfers");
        _bench.Venue.Wallet = wallet;
        _bench.Venue.Transfers.Add((_bench.Now, moved));

        Compare(5);
        _bench.Step();
        Assert.Equal((new Usd(10_000m), TradingMode.ReduceOnly), (_bench.Engine.Ledger.Wallet, _bench.Engine.Mode.Mode));

        _bench.Venue.Fails.Clear();
        Compare(2);
        _bench.Step();
        Assert.Equal((new Usd(wallet), new Usd(moved)), (_bench.Engine.Ledger.Wallet, _bench.Engine.Ledger.NetTransfers));
        Assert.Equal(new Usd(wallet), _bench.Engine.Equity.Last.Peak);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Compare_AfterACorrection_AllowsRiskAgainOnceTheyAgree()
    {
        _bench.Venue.Hold(EngineBench.Eth, 0.3m);
        Compare(2);
        Assert.Equal(TradingMode.ReduceOnly, _bench.Engine.Mode.Mode);
        Assert.Equal(0.3m, _bench.Engine.Ledger.Legs.Single(l => l.Symbol == EngineBench.Eth).SignedQuantity);

        Compare(1);

        Assert.Equal(TradingMode.Active, _bench.Engine.Mode.Mode);
    }

    [Fact]
    public void Compare_AfterADefect_NeverAllowsRiskAgain()
    {
        _bench.Venue.Wallet = 9_000m;
        Compare(2);
        _bench.Do(() => _bench.Engine.Tasks.Run("break", () => throw new FormatException("a defect")));

        Compare(3);

        Assert.Equal(TradingMode.ReduceOnly, _bench.Engine.Mode.Mode);
        Assert.Contains("a defect", _bench.Engine.Mode.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_ADifferenceThatPasses_ChangesNoLedgerAndAllowsNoNewRiskMeanwhile()
    {
        _bench.Venue.Wallet = 9_000m;
        Compare(1);
        Assert.Equal(TradingMode.ReduceOnly, _bench.Engine.Mode.Mode);
        _bench.Venue.Wallet = 10_000m;
        Compare(1);
        Assert.Equal(TradingMode.Active, _bench.Engine.Mode.Mode);
        _bench.Venue.Wallet = 9_000m;
        Compare(1);

        Assert.Equal(new Usd(10_000m), _bench.Engine.Ledger.Wallet);
    }

    [Fact]
    public void Compare_AFillThatTheStreamLost_ReachesTradeAndLedgerOnceAndIsNoMismatch()
    {
        var trade = _bench.Open();
        _bench.Venue.Tells = false;
        _bench.Venue.Mark = 49_500m;
        _bench.Do(() => _bench.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));

        Compare(2);

        Assert.Equal(ExitReasons.StopLoss, _bench.Trade(trade.TradeId).ExitReason);
        Assert.Equal(0, _bench.Engine.Ledger.OpenCount);
        Assert.Equal(TradingMode.Active, _bench.Engine.Mode.Mode);
        Assert.Single(_bench.Of<TradeClosed>());
    }

    /// <summary>What came after the lost fill was told, so that "all fills after the last one" does not bring it.</summary>
    [Fact]
    public void Compare_AnOlderFillThatTheStreamLost_ReachesItsTrade()
    {
        var trade = _bench.Open();
        _bench.Venue.Tells = false;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        _bench.Venue.Tells = true;
        Assert.Equal(TradePhase.Closing, _bench.Trade(trade.TradeId).Phase);
        _bench.Do(() => _bench.Engine.Ledger.SeenFillsUpTo(1_000));

        Compare(3);

        Assert.Equal((TradePhase.Closed, ExitReasons.SignalExit), (_bench.Trade(trade.TradeId).Phase, _bench.Trade(trade.TradeId).ExitReason));
        Assert.Equal(0, _bench.Engine.Ledger.OpenCount);
        Assert.Single(_bench.Of<TradeClosed>());
    }

    /// <summary>One look is enough: the ledger neither waits for a second one nor takes the venue's word without the fill.</summary>
    [Fact]
    public void Compare_AnOlderFillThatTheStreamLost_ReachesTheLedgerAtOnceAndIsNoMismatch()
    {
        var trade = _bench.Open();
        _bench.Venue.Tells = false;
        _bench.Do(() => _bench.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));
        _bench.Venue.Tells = true;
        var other = _bench.Open(symbol: EngineBench.Eth);

        Compare(1);

        Assert.Equal(TradePhase.Closed, _bench.Trade(trade.TradeId).Phase);
        Assert.Equal(other.Symbol, Assert.Single(_bench.Engine.Ledger.Legs, l => !l.IsFlat).Symbol);
        Assert.Equal(TradingMode.Active, _bench.Engine.Mode.Mode);
    }

    /// <summary>The stream tells an older fill after a newer one, and the venue cannot be asked.</summary>
    [Fact]
    public void Update_AFillAfterANewerOne_CountsThoughTheVenueIsAway()
    {
        var trade = _bench.Open();
        _bench.Venue.Tells = false;
        _bench.Do(() => _bench.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));
        var late = _bench.Venue.Fills[^1];
        _bench.Venue.Tells = true;
        _bench.Open(symbol: EngineBench.Eth);
        _bench.Venue.Fails.Add("account");
        Assert.Equal(2, _bench.Engine.Ledger.OpenCount);

        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new ExchangeUpdate.Filled(late)));
        Compare(3);

        Assert.Equal(1, _bench.Engine.Ledger.OpenCount);
        Assert.Equal(TradePhase.Closed, _bench.Trade(trade.TradeId).Phase);
    }

    [Fact]
    public void Compare_AnExitWhoseEndNobodyTold_DoesNotStayClosingForEver()
    {
        var trade = _bench.Open();
        _bench.Venue.FillsOf = _ => 0m;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        Assert.Equal(TradePhase.Closing, _bench.Trade(trade.TradeId).Phase);
        _bench.Venue.FillsOf = null;
        _bench.Venue.Tells = false;
        _bench.Do(() => _ = _bench.Venue.CancelAllAsync(EngineBench.Btc, CancellationToken.None).AsTask());
        _bench.Venue.Tells = true;

        Compare(2);

        Assert.Equal(TradePhase.Closed, _bench.Trade(trade.TradeId).Phase);
        Assert.Equal(ExitReasons.SignalExit, _bench.Trade(trade.TradeId).ExitReason);
    }

    private void Compare(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _bench.Pass(_bench.Settings.Execution.ReconcileInterval);
            _bench.Await(_bench.Engine.ReconcileAsync);
        }
    }
}
